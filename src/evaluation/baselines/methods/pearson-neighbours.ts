import type { Csr } from '../../../core/numerics/index.js';
import { coOccurrence, rowsHolding, sumShared, type CoOccurrence } from './co-occurrence.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

export interface PearsonNeighbours {
  readonly shared: CoOccurrence;
  /** p_y: share of the rows that hold each product [products]. */
  readonly share: Float64Array;
  /** 1 / √(p_y (1 - p_y)) [products]; 0 where a product is in no row or in all. */
  readonly scale: Float64Array;
}

export function fitPearsonNeighbours(rows: Csr): PearsonNeighbours {
  const share = rowsHolding(rows).map((count) => count / Math.max(rows.rows, 1));
  const scale = share.map((p) => (p > 0 && p < 1 ? 1 / Math.sqrt(p * (1 - p)) : 0));
  return { shared: coOccurrence(rows), share, scale };
}

/**
 * (C / N - p_x p_y) / √(p_x (1 - p_x) p_y (1 - p_y)): Pearson's correlation of two products' columns, which for 0 and 1 is
 * the phi coefficient. 0 where no row holds both.
 */
export function pearsonNeighboursScorer({ shared, share, scale }: PearsonNeighbours): ItemScorer {
  const rows = Math.max(shared.contents.rows, 1);
  return {
    score: (product, into) => {
      sumShared(shared, product, into);
      const own = share[product];
      for (let y = 0; y < into.length; y++) {
        if (into[y] > 0) into[y] = (into[y] / rows - own * share[y]) * scale[product] * scale[y];
      }
    },
  };
}
