import { randomBits, randomKey } from '../../core/index.js';
import type { GroupSums } from './group-sums.js';

export interface ResampleOptions {
  readonly draws: number;
  readonly seed: number;
}

export const RESAMPLE: ResampleOptions = { draws: 1000, seed: 1 };

/**
 * The bootstrap over groups (Efron 1979; whole groups, as the queries of one basket or user depend on each other): each
 * draw takes as many groups as there are, with replacement, and gives each metric's mean over the queries of those.
 *
 * All metrics see the same draws, so that means of one draw may be compared.
 *
 * @returns for each metric its means [draws]; NaN for a draw of groups without a value
 */
export function bootstrapMeans(
  metrics: readonly GroupSums[],
  groups: number,
  { draws, seed }: ResampleOptions = RESAMPLE,
): Float64Array[] {
  const key = randomKey(seed, 'bootstrap');
  const means = metrics.map(() => new Float64Array(draws));
  const times = new Float64Array(groups);
  for (let draw = 0; draw < draws; draw++) {
    times.fill(0);
    for (let i = 0; i < groups; i++) times[Math.floor((randomBits(key, draw * groups + i) / 2 ** 32) * groups)]++;
    metrics.forEach(({ sum, weight }, m) => {
      let value = 0;
      let total = 0;
      for (let g = 0; g < groups; g++) {
        value += times[g] * sum[g];
        total += times[g] * weight[g];
      }
      means[m][draw] = value / total;
    });
  }
  return means;
}

/** The middle 95 % of a bootstrap's means. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export function interval95(means: Float64Array): Interval {
  const sorted = means.filter((mean) => !Number.isNaN(mean)).sort();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/** The quantile of ascending values, linear between them; 0 where there are none. */
export function quantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return 0;
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
