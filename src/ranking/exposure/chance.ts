/** Half of the 95 % interval of the square root of a Poisson count, whose variance is ¼ (Bartlett 1936): 1.96 / 2. */
const HALF_WIDTH = 0.98;
/** The mean under which a Poisson count is 0 in 5 % of cases: -log .05, rounded (the "rule of three"). */
const NONE_SEEN = 3;

/** The upper 95 % bound of the mean of a Poisson count. */
export function upperBound(count: number): number {
  return count === 0 ? NONE_SEEN : (Math.sqrt(count) + HALF_WIDTH) ** 2;
}

/** The lower 95 % bound of the mean of a Poisson count. */
function lowerBound(count: number): number {
  return Math.max(0, Math.sqrt(count) - HALF_WIDTH) ** 2;
}

/**
 * Whether two products stand in one basket significantly more often than by chance: the lower 95 % bound of their lift is above 1.
 *
 * @param both baskets that hold both products
 * @param expected baskets that would hold both by chance: n_x n_y / n
 */
export function isAboveChance(both: number, expected: number): boolean {
  return expected > 0 && lowerBound(both) > expected;
}

/**
 * Whether two products stand in one basket significantly less often than by chance: the upper 95 % bound of their lift is
 * under 1.
 *
 * @param both baskets that hold both products
 * @param expected baskets that would hold both by chance: n_x n_y / n
 */
export function isBelowChance(both: number, expected: number): boolean {
  return expected > 0 && upperBound(both) < expected;
}
