import { randomBits, type RandomKey } from '../../core/index.js';
import type { Candidate } from '../candidates/index.js';

/** How freely a list is drawn, and the key that makes the draw the same each time. */
export interface Sampling {
  /** Above 0. At 1 candidates are drawn in proportion to their scores; towards 0 the best come first; high is close to even. */
  readonly temperature: number;
  readonly key: RandomKey;
}

/**
 * Candidates in the order of draws without replacement, each next one with probability proportional to score^(1/temperature)
 * among those that are left.
 *
 * Gumbel-top-k: sort by log(score) / temperature + g, with independent g = −log(−log u) (Kool, van Hoof and Welling,
 * "Stochastic Beams and Where to Find Them", ICML 2019). g depends on the key and the product alone, so neither the length
 * of the list nor other candidates change what a product draws.
 */
export function sampleOrder<Each extends Candidate>(
  candidates: readonly Each[],
  { temperature, key }: Sampling,
): readonly Each[] {
  const keys = Float64Array.from(candidates, ({ product, score }) => {
    const uniform = (randomBits(key, product) + 0.5) / 2 ** 32;
    return Math.log(Math.max(score, Number.MIN_VALUE)) / temperature - Math.log(-Math.log(uniform));
  });
  return [...candidates.keys()]
    .sort((a, b) => keys[b] - keys[a] || candidates[a].product - candidates[b].product)
    .map((i) => candidates[i]);
}
