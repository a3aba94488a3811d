/** Milliseconds of a day: the unit of every time in memory is the millisecond since 1970 UTC. */
export const DAY = 86_400_000;
