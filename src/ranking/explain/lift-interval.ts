import { NORMAL_975 } from '../../core/numerics/index.js';
import { lift } from './reason.js';

/** How often two things occur, of how many occasions. */
export interface PairCounts {
  readonly both: number;
  readonly withX: number;
  readonly withY: number;
  readonly total: number;
}

/** A lift and the bounds of its 95 % interval. */
export interface LiftInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The largest mean under which a Poisson count is 0 in 2.5 % of cases: -log 0.025. */
const NONE_SEEN = 3.6888794541139363;

/**
 * The lift of a pair with its 95 % interval; undefined where a count is missing.
 *
 * The logarithm of the lift is taken to be normal, its variance by the delta method for the four cells of a multinomial sample
 * (Agresti, Categorical Data Analysis, 3rd ed., §16.1): 1/n_xy - 1/n_x - 1/n_y + (2·lift - 1)/n. Where nothing holds both, the
 * upper bound is that of a Poisson count of 0 (Garwood 1936).
 */
export function liftInterval({ both, withX, withY, total }: PairCounts): LiftInterval | undefined {
  if (withX <= 0 || withY <= 0 || total <= 0) return undefined;
  const value = lift(both, withX, withY, total);
  if (both === 0) return { value: 0, low: 0, high: lift(NONE_SEEN, withX, withY, total) };
  const variance = 1 / both - 1 / withX - 1 / withY + (2 * value - 1) / total;
  const factor = Math.exp(NORMAL_975 * Math.sqrt(Math.max(0, variance)));
  return { value, low: value / factor, high: value * factor };
}
