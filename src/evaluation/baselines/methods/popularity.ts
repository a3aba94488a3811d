import type { Csr } from '../../../core/numerics/index.js';
import { ageDecay } from './age-decay.js';
import { weightHolding } from './co-occurrence.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

export interface PopularityOptions {
  /** Days in which a basket's weight falls to 1/e; 0: no decay. */
  readonly decayDays: number;
}

/** What an undecayed purchase counts beside the decayed ones, so that products out of season keep an order. */
const OLD_PURCHASE = 1e-3;

/**
 * How much each product is bought [products], whatever it stands beside: its count, or with decay the sum of
 * exp(-age / τ) over the baskets that hold it.
 *
 * @param baskets [baskets, products]
 * @param ageDays age of each basket
 * @param counts purchases of each product
 */
export function fitPopularity(
  baskets: Csr,
  ageDays: Float64Array,
  counts: Float64Array,
  { decayDays }: PopularityOptions,
): Float64Array {
  if (decayDays <= 0) return counts;
  const recent = weightHolding(baskets, ageDecay(ageDays, decayDays));
  return recent.map((weight, product) => weight + OLD_PURCHASE * counts[product]);
}

/** The same scores for every product. */
export function popularityScorer(popularity: Float64Array): ItemScorer {
  return {
    score: (_product, into) => {
      into.set(popularity);
    },
  };
}
