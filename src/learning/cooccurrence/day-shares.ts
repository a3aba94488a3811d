import type { DayReader } from '../../shop/index.js';

/** A day counts as so many times the usual one at most. */
const BUSY = 3;

/** What a basket of a time counts: less on a day with more than three times the usual number. */
export function dayShares(times: Float64Array, dayOf: DayReader): (time: number) => number {
  const perDay = new Map<number, number>();
  for (const time of times) {
    if (Number.isNaN(time)) continue;
    const day = dayOf(time);
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
  }
  const counts = [...perDay.values()].sort((a, b) => a - b);
  const most = BUSY * (counts[counts.length >> 1] ?? 1);
  return (time) => (Number.isNaN(time) ? 1 : Math.min(1, most / (perDay.get(dayOf(time)) ?? 1)));
}
