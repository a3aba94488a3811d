import { DAY } from '../core/index.js';
import { newestTime } from './newest-time.js';

const YEAR = 365 * DAY;

/** Times as they may be believed. */
export interface SettledTimes {
  /** Per event and per basket: epoch milliseconds, NaN where unknown or too late to be true. */
  readonly time: Float64Array;
  readonly basketTime: Float64Array;
  /** Per basket: 1 where it had times, all of them too late to be true. */
  readonly misdated: Uint8Array;
  /** How many events had such a time. */
  readonly lateEvents: number;
}

/**
 * The first of the times that are later than the shop's newest (see `newestTime`); where all are believed, a year after the newest,
 * which is what is believed of events to come. Infinity where there are no times.
 */
export function believedBefore(time: Float64Array, basketTime: Float64Array, basketUser: Int32Array): number {
  const newest = newestTime(basketTime, basketUser);
  if (Number.isNaN(newest)) return Infinity;
  return time.reduce((first, each) => (each > newest && each < first ? each : first), newest + YEAR);
}

/** Takes out the times from `limit` on. */
export function settleTimes(
  basket: Int32Array,
  time: Float64Array,
  basketTime: Float64Array,
  limit: number,
): SettledTimes {
  if (basketTime.every((each) => !(each >= limit))) {
    return { time, basketTime, misdated: new Uint8Array(basketTime.length), lateEvents: 0 };
  }
  const believed = time.map((each) => (each >= limit ? Number.NaN : each));
  const settled = new Float64Array(basketTime.length).fill(Number.NaN);
  believed.forEach((each, e) => {
    if (!Number.isNaN(each) && !(settled[basket[e]] >= each)) settled[basket[e]] = each;
  });
  const misdated = Uint8Array.from(settled, (each, b) => (Number.isNaN(each) && !Number.isNaN(basketTime[b]) ? 1 : 0));
  const lateEvents = time.reduce((sum, each) => sum + (each >= limit ? 1 : 0), 0);
  return { time: believed, basketTime: settled, misdated, lateEvents };
}
