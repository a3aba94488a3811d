import type { HeldOutQuery } from './hold-out.js';

/** What the newest window counts beside an earlier one: it is most like what comes. */
const NEWEST = 2;
/** Standard errors by which a way may be worse in one window. */
const BY_CHANCE = 2;
/** Baskets that a window's questions have to be of: of fewer, one odd day makes a part. */
export const FEWEST = 150;

/** What a window counts by its place, the newest being the first. */
export function weightOfWindow(place: number): number {
  return place === 0 ? NEWEST : 1;
}

/**
 * Whether one way answers held-out questions better than another: over all windows, the first counting double, by more than a
 * standard error of the paired differences, and in none significantly worse. Questions of one basket are one observation; of
 * few baskets nothing is better, so that a small shop keeps what is shipped whatever a few orders say.
 */
export function isBetter(windows: readonly Comparison[]): boolean {
  const gains = windows.map(meanGain);
  const weights = gains.map((_, w) => weightOfWindow(w));
  const mean = gains.reduce((sum, gain, w) => sum + weights[w] * gain.mean, 0);
  const variance = gains.reduce((sum, gain, w) => sum + (weights[w] * gain.error) ** 2, 0);
  return mean > Math.sqrt(variance) && gains.every((gain) => gain.mean > -BY_CHANCE * gain.error);
}

/** How two ways answered the questions of a window, a value each. */
export interface Comparison {
  readonly queries: readonly Pick<HeldOutQuery, 'basket'>[];
  readonly challenger: Float64Array;
  readonly standing: Float64Array;
}

/** The mean of the differences over the baskets, and its standard error; infinite with too few baskets. */
export function meanGain({ queries, challenger, standing }: Comparison): {
  readonly mean: number;
  readonly error: number;
} {
  const sums = new Map<number, { sum: number; count: number }>();
  queries.forEach(({ basket }, q) => {
    const of = sums.get(basket) ?? { sum: 0, count: 0 };
    of.sum += challenger[q] - standing[q];
    of.count++;
    sums.set(basket, of);
  });
  const total = queries.length;
  const mean = [...sums.values()].reduce((sum, of) => sum + of.sum, 0) / Math.max(total, 1);
  if (sums.size < FEWEST) return { mean, error: Infinity };
  // Of a ratio of means: a basket's differences around the mean, by its number of questions.
  const squares = [...sums.values()].reduce((sum, of) => sum + (of.sum - of.count * mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares) / total };
}
