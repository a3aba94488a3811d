import type { Csr } from '../../../core/numerics/index.js';
import { coOccurrence, rowSizes, rowsHolding, sumShared, type CoOccurrence } from './co-occurrence.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

export interface Rp3BetaOptions {
  /** α: exponent of the transition probabilities; 1 for a plain random walk. */
  readonly alpha: number;
  /** β: exponent by which popular products count less. */
  readonly beta: number;
}

export interface Rp3Beta {
  readonly shared: CoOccurrence;
  /** n_y^-α [products]: the step from a product to one of its rows. */
  readonly start: Float64Array;
  /** n_y^-β [products] */
  readonly discount: Float64Array;
}

export function fitRp3Beta(rows: Csr, { alpha, beta }: Rp3BetaOptions): Rp3Beta {
  const holding = rowsHolding(rows).map((count) => Math.max(count, 1));
  return {
    shared: coOccurrence(
      rows,
      rowSizes(rows).map((size) => Math.max(size, 1) ** -alpha),
    ),
    start: holding.map((count) => count ** -alpha),
    discount: holding.map((count) => count ** -beta),
  };
}

/**
 * Σ_{r ∋ x, y} (n_x n_r)^-α / n_y^β: a walk from x over a row to y with probabilities to the power α, popular products
 * discounted (RP³β; Paudel et al., ACM TiiS 2017).
 */
export function rp3BetaScorer({ shared, start, discount }: Rp3Beta): ItemScorer {
  return {
    score: (product, into) => {
      sumShared(shared, product, into);
      for (let y = 0; y < into.length; y++) into[y] *= start[product] * discount[y];
    },
  };
}
