import { randomBits, randomKey } from '../../core/index.js';
import type { QueryValues, Truth } from '../metrics/index.js';
import { bootstrapMeans, interval95, type Interval, type ResampleOptions } from './bootstrap.js';
import { groupSums } from './group-sums.js';

/** How much better the second system is than the first on the same queries. */
export interface Comparison {
  /** The second system's mean less the first's. */
  readonly difference: number;
  /** 95 % interval of the difference, by a bootstrap of groups. */
  readonly interval: Interval;
  /** Chance of a difference at least so large, either way, if the systems were alike. */
  readonly p: number;
}

export const COMPARE: ResampleOptions = { draws: 5000, seed: 1 };
const BOOTSTRAP_DRAWS = 1000;

/**
 * Compares two systems query by query. p is of a randomisation test (Fisher; Smucker et al., CIKM 2007): if the systems
 * were alike, each group's difference could as well have the other sign; (1 + draws at least as far from 0) / (1 + draws).
 *
 * @param first, second one metric of both systems, with the same weights
 */
export function compareSystems(
  truth: Pick<Truth, 'queries' | 'groups'>,
  first: QueryValues,
  second: QueryValues,
  { draws, seed }: ResampleOptions = COMPARE,
): Comparison {
  const values = second.values.map((value, q) => value - first.values[q]);
  const sums = groupSums(truth, second.weights === undefined ? { values } : { values, weights: second.weights });
  const total = sums.weight.reduce((all, weight) => all + weight, 0);
  if (total === 0) return { difference: 0, interval: { low: 0, high: 0 }, p: 1 };
  const [means] = bootstrapMeans([sums], truth.groups, { draws: BOOTSTRAP_DRAWS, seed });
  return {
    difference: sums.sum.reduce((all, sum) => all + sum, 0) / total,
    interval: interval95(means),
    p: signFlipP(
      sums.sum.filter((sum) => sum !== 0),
      draws,
      seed,
    ),
  };
}

/** Rounding of a sum must not decide whether it is as large as the observed one. */
const SLACK = 1e-12;

function signFlipP(differences: Float64Array, draws: number, seed: number): number {
  const key = randomKey(seed, 'sign flip');
  const observed = Math.abs(differences.reduce((sum, each) => sum + each, 0));
  const size = differences.reduce((sum, each) => sum + Math.abs(each), 0);
  const words = Math.ceil(differences.length / 32);
  let asLarge = 0;
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    let bits = 0;
    for (let i = 0; i < differences.length; i++) {
      if (i % 32 === 0) bits = randomBits(key, draw * words + i / 32);
      sum += (bits & 1) === 1 ? differences[i] : -differences[i];
      bits >>>= 1;
    }
    if (Math.abs(sum) >= observed - SLACK * size) asLarge++;
  }
  return (1 + asLarge) / (1 + draws);
}
