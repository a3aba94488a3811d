import type { Csr } from '../../../core/numerics/index.js';
import { coOccurrence, rowSizes, rowsHolding, sumShared, type CoOccurrence } from './co-occurrence.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

export interface PageRankOptions {
  /** Weight of the first round trip beside the second; 0: only where the walk stands after four steps. */
  readonly restart: number;
  /** β: exponent by which popular products count less. */
  readonly beta: number;
}

export interface PersonalisedPageRank {
  /** Rows weighed by 1 / n_r. */
  readonly shared: CoOccurrence;
  /** 1 / n_y [products]: the step from a product to one of its rows. */
  readonly start: Float64Array;
  /** n_y^-β [products] */
  readonly discount: Float64Array;
  readonly restart: number;
}

export function fitPersonalisedPageRank(rows: Csr, { restart, beta }: PageRankOptions): PersonalisedPageRank {
  const holding = rowsHolding(rows).map((count) => Math.max(count, 1));
  return {
    shared: coOccurrence(
      rows,
      rowSizes(rows).map((size) => 1 / Math.max(size, 1)),
    ),
    start: holding.map((count) => 1 / count),
    discount: holding.map((count) => count ** -beta),
    restart,
  };
}

/**
 * A random walk that starts at x (personalised PageRank; Page et al. 1999, Haveliwala 2002), cut after four steps between
 * products and rows: P + P² as P (1 + restart) + P², or P² alone without restart; P the round trip product – row – product.
 */
export function personalisedPageRankScorer(fitted: PersonalisedPageRank): ItemScorer {
  const { shared, start, discount, restart } = fitted;
  const once = new Float64Array(start.length);
  const leaving = new Float64Array(start.length);
  const first = restart > 0 ? 1 + restart : 0;
  return {
    score: (product, into) => {
      sumShared(shared, product, once);
      for (let y = 0; y < once.length; y++) once[y] *= start[product];
      for (let y = 0; y < once.length; y++) leaving[y] = once[y] * start[y];
      roundTrip(shared, leaving, into);
      for (let y = 0; y < into.length; y++) into[y] = (first * once[y] + into[y]) * discount[y];
    },
  };
}

/** into[y] = Σ_r Σ_i leaving[i] weight[r] over the rows r that hold i and y. */
function roundTrip({ contents, weight }: CoOccurrence, leaving: Float64Array, into: Float64Array): void {
  into.fill(0);
  const { offsets, columns } = contents;
  for (let row = 0; row < contents.rows; row++) {
    let mass = 0;
    for (let e = offsets[row]; e < offsets[row + 1]; e++) mass += leaving[columns[e]];
    if (mass === 0) continue;
    mass *= weight[row];
    for (let e = offsets[row]; e < offsets[row + 1]; e++) into[columns[e]] += mass;
  }
}
