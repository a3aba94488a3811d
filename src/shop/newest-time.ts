import { DAY } from '../core/index.js';

const YEAR = 365 * DAY;
const MONTH = 30 * DAY;
/** Where the newest fifth of the baskets begins: no more than these are ever taken to be wrongly dated. */
const BULK_END = 0.8;
const BULK_START = 0.2;
/** Baskets that one may wait for as a rule, in mean spacings, until the next comes. */
const SPACINGS = 20;

/**
 * The newest time that a shop's baskets agree on, from which ages are reckoned; NaN where none has a time.
 *
 * A date is wrong, be it of one basket or of many, that lies a year or more, and more than the bulk of the baskets spans, after
 * all earlier ones: somebody typed 2205. So is one that lies a month or more after them, and long for this shop, where hardly
 * any of its customers have such a one.
 *
 * @param basketTime epoch milliseconds, NaN where unknown
 */
export function newestTime(basketTime: Float64Array, basketUser: Int32Array): number {
  const times = basketTime.filter((time) => !Number.isNaN(time)).sort();
  if (times.length === 0) return Number.NaN;
  const last = times.length - 1;
  const [start, end] = [Math.floor(BULK_START * last), Math.floor(BULK_END * last)];
  const span = (times[end] - times[start]) / (BULK_END - BULK_START);

  let newest = last;
  for (let i = end; i < newest; i++) if (times[i + 1] - times[i] > Math.max(YEAR, span)) newest = i;

  const pause = Math.max(MONTH, (SPACINGS * span) / times.length);
  const few = fewOf(new Set(basketUser).size);
  for (let i = newest - 1; i >= end; i--) {
    if (times[i + 1] - times[i] > pause && peopleAfter(times[i], basketTime, basketUser) <= few) newest = i;
  }
  return times[newest];
}

/** Of so many customers: a hundredth, or two where these are a tenth at most. */
function fewOf(customers: number): number {
  return Math.max(0.01 * customers, Math.min(2, 0.1 * customers));
}

function peopleAfter(time: number, basketTime: Float64Array, basketUser: Int32Array): number {
  return new Set(basketUser.filter((_, b) => basketTime[b] > time)).size;
}
