import type { HeldOutQuery } from './hold-out.js';

/** Standard errors that the gain over all windows has to exceed. */
const SIGNIFICANT = 2;

/**
 * Whether one way answers held-out questions better than another, and not by one odd window alone: over all windows by more
 * than two standard errors of the paired differences, still better without the window that gains most, and in none worse by
 * more than one standard error. Questions of one basket are one observation.
 */
export function isBetter(windows: readonly Comparison[]): boolean {
  const gains = windows.map(meanGain);
  const mean = gains.reduce((sum, gain) => sum + gain.mean, 0);
  const variance = gains.reduce((sum, gain) => sum + gain.error ** 2, 0);
  const most = gains.reduce((largest, gain) => Math.max(largest, gain.mean), 0);
  return (
    mean > SIGNIFICANT * Math.sqrt(variance) &&
    (gains.length === 1 || mean > most) &&
    gains.every((gain) => gain.mean > -gain.error)
  );
}

/** How two ways answered the questions of a window, a value each. */
export interface Comparison {
  readonly queries: readonly Pick<HeldOutQuery, 'basket'>[];
  readonly challenger: Float64Array;
  readonly standing: Float64Array;
}

/** The mean of the differences over the baskets, and its standard error; infinite with fewer than 20 baskets. */
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
  if (sums.size < 20) return { mean, error: Infinity };
  // Of a ratio of means: a basket's differences around the mean, by its number of questions.
  const squares = [...sums.values()].reduce((sum, of) => sum + (of.sum - of.count * mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares) / total };
}
