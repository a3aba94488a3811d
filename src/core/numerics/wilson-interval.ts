/** 97.5 % quantile of the standard normal distribution: both tails of a 95 % interval. */
export const NORMAL_975 = 1.959963984540054;

/**
 * The 95 % score interval of a share of which `hits` in `trials` were seen; [0, 1] without trials.
 *
 * Wilson, "Probable inference, the law of succession, and statistical inference" (1927): unlike the textbook interval it
 * stays within 0 and 1 and holds for small counts.
 */
export function wilsonInterval(hits: number, trials: number): readonly [low: number, high: number] {
  if (trials === 0) return [0, 1];
  const share = hits / trials;
  const square = NORMAL_975 * NORMAL_975;
  const centre = (share + square / (2 * trials)) / (1 + square / trials);
  const reach =
    (NORMAL_975 / (1 + square / trials)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  // Rounding would leave a hair's breadth where the share is 0 or 1.
  return [hits === 0 ? 0 : Math.max(0, centre - reach), hits === trials ? 1 : Math.min(1, centre + reach)];
}
