import { newestTime } from './newest-time.js';

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

/** Takes out the times that are later than the shop's newest (see `newestTime`). */
export function settleTimes(
  basket: Int32Array,
  time: Float64Array,
  basketTime: Float64Array,
  basketUser: Int32Array,
): SettledTimes {
  const newest = newestTime(basketTime, basketUser);
  if (basketTime.every((each) => !(each > newest))) {
    return { time, basketTime, misdated: new Uint8Array(basketTime.length), lateEvents: 0 };
  }
  const believed = time.map((each) => (each > newest ? Number.NaN : each));
  const settled = new Float64Array(basketTime.length).fill(Number.NaN);
  believed.forEach((each, e) => {
    if (!Number.isNaN(each) && !(settled[basket[e]] >= each)) settled[basket[e]] = each;
  });
  const misdated = Uint8Array.from(settled, (each, b) => (Number.isNaN(each) && !Number.isNaN(basketTime[b]) ? 1 : 0));
  const lateEvents = time.reduce((sum, each) => sum + (each > newest ? 1 : 0), 0);
  return { time: believed, basketTime: settled, misdated, lateEvents };
}
