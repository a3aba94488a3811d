/** The number with which everything is told as it is: what the shop's own people see. */
export const TELL_ALL = 1;

/** Whether so few people bought a product that nothing may be told of them; nobody at all is as few as one. */
export function areFew(people: number, minPeople: number): boolean {
  return minPeople > TELL_ALL && people < minPeople;
}

/** A count as it may be told: exact, or only that it is small. */
export type SuppressibleCount = number | 'few';

/**
 * A number of which whoever asks can have many, of other windows, categories or lengths: rounded down to a multiple of
 * `minPeople`, so that a few people cannot be had as the difference of two. Fewer than that read as nobody.
 */
export function roundDown(count: number, minPeople: number): number {
  return count - (count % minPeople);
}

/**
 * Tells a count unless fewer than `minPeople` stand behind it, so that nobody can be made out in it. That there is none at all
 * may always be told.
 *
 * @param people distinct customers whose baskets, orders or visits were counted
 */
export function suppressSmallCount(count: number, people: number, minPeople: number): SuppressibleCount {
  return count === 0 || people >= minPeople ? count : 'few';
}
