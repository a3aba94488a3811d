/** People that must stand behind a count for it to be told, where nothing else is said. */
export const MIN_PEOPLE = 5;
/** The largest such number: what is known of a pair's people ends there. */
export const MOST_MIN_PEOPLE = 255;

/** The number with which everything is told as it is: what the shop's own people see. */
export const TELL_ALL = 1;

/** A count as it may be told: exact, or only that it is small. */
export type SuppressibleCount = number | 'few';

/**
 * A number of people in a group that was put together from others, rounded down to a multiple of `minPeople`: told exactly, the
 * few that two groups share could be had from the sizes of the two and of both together.
 */
export function suppressSmallSize(people: number, minPeople: number): SuppressibleCount {
  return people > 0 && people < minPeople ? 'few' : people - (people % minPeople);
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
