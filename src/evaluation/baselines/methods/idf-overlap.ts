import type { Csr } from '../../../core/numerics/index.js';
import { coOccurrence, rowSizes, rowsHolding, weightHolding, type CoOccurrence } from './co-occurrence.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

/** Products as sets of the rows that hold them: of their buyers, or of their labels. */
export interface IdfOverlap {
  /** Rows with their inverse frequency as weight. */
  readonly shared: CoOccurrence;
  /** Number of rows that hold each product [products]. */
  readonly size: Float64Array;
  /** 1 / √(Σ idf over a product's rows) [products]; 0 without any. */
  readonly scale: Float64Array;
}

/** Least inverse frequency, so that a row that holds everything still links. */
const LEAST_IDF = 1e-3;
/** Common rows by which the overlap is shrunk. */
const SHRINKAGE = 100;

export function fitIdfOverlap(rows: Csr): IdfOverlap {
  const weight = rowSizes(rows).map((size) => Math.max(LEAST_IDF, Math.log(rows.width / Math.max(size, 1))));
  const scale = weightHolding(rows, weight).map((sum) => (sum > 0 ? sum ** -0.5 : 0));
  return { shared: coOccurrence(rows, weight), size: rowsHolding(rows), scale };
}

/**
 * Σ_{r ∋ x, y} idf_r / √(Σ_{r ∋ x} idf_r · Σ_{r ∋ y} idf_r) · c / (c + shrinkage), c the number of common rows and
 * idf_r = log (N / n_r); 1 for two products with the very same rows, 0 for two with none in common. The item-to-item
 * similarity of the recommender Gorse.
 */
export function idfOverlapScorer({ shared, size, scale }: IdfOverlap): ItemScorer {
  const { contents, holders, weight } = shared;
  const common = new Int32Array(size.length);
  return {
    score: (product, into) => {
      into.fill(0);
      common.fill(0);
      for (let h = holders.offsets[product]; h < holders.offsets[product + 1]; h++) {
        const row = holders.columns[h];
        for (let e = contents.offsets[row]; e < contents.offsets[row + 1]; e++) {
          into[contents.columns[e]] += weight[row];
          common[contents.columns[e]]++;
        }
      }
      for (let y = 0; y < into.length; y++) {
        const both = common[y];
        if (both === 0) continue;
        const same = both === size[product] && both === size[y];
        into[y] = same ? 1 : (into[y] * scale[product] * scale[y] * both) / (both + SHRINKAGE);
      }
    },
  };
}
