import { sumShared, type CoOccurrence } from './co-occurrence.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

export interface ConditionalProbability {
  readonly shared: CoOccurrence;
  /** Share of each product in all purchases [products]. */
  readonly popularity: Float64Array;
  /** k: rows' worth of popularity that is added to the rows of x. */
  readonly strength: number;
}

/**
 * p(y | x) shrunk towards popularity.
 *
 * @param weights purchases of each product, decayed as the rows are
 */
export function fitConditionalProbability(
  shared: CoOccurrence,
  weights: Float64Array,
  strength: number,
): ConditionalProbability {
  const total = Math.max(
    weights.reduce((sum, weight) => sum + weight, 0),
    Number.MIN_VALUE,
  );
  return { shared, popularity: weights.map((weight) => weight / total), strength };
}

/** (C[x, y] + k p(y)) / (C[x, x] + k): a Dirichlet prior of strength k. Without strength and rows of x, 0. */
export function conditionalProbabilityScorer({ shared, popularity, strength }: ConditionalProbability): ItemScorer {
  return {
    score: (product, into) => {
      sumShared(shared, product, into);
      const rows = into[product] + strength;
      if (rows <= 0) return;
      for (let y = 0; y < into.length; y++) into[y] = (into[y] + strength * popularity[y]) / rows;
    },
  };
}
