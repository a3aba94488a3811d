import { DAY } from '../../core/index.js';
import { dayShares } from '../../learning/cooccurrence/index.js';
import type { DayReader } from '../../shop/index.js';

/** A stretch of time whose baskets are asked about, from what was known before it. */
export interface TimeWindow {
  /** Epoch milliseconds: from the first, up to but without the second. */
  readonly since: number;
  readonly until: number;
}

/** Windows one after the other, the newest first. */
const WINDOWS = 3;
const YEAR = 365 * DAY;

/**
 * Windows in which to ask what goes with what: the newest share of the baskets, as many before them, and before these; and,
 * where a shop is old enough, the season of the newest a year earlier. A day with far more baskets than usual counts as a
 * few usual days, so that no window is one odd day.
 *
 * @param times of the baskets that can be asked about; NaN where unknown
 * @returns newest first; none where too few baskets have a time or too few times differ
 */
export function timeWindows(times: Float64Array, share: number, dayOf: DayReader): TimeWindow[] {
  const known = times.filter((time) => !Number.isNaN(time)).sort();
  if (known.length === 0 || known.length < times.length / 2) return [];
  const shares = dayShares(known, dayOf);
  const total = known.reduce((sum, time) => sum + shares(time), 0);
  const windows: TimeWindow[] = [];
  let until = Infinity;
  let counted = 0;
  for (let i = known.length - 1; i >= 0 && windows.length < WINDOWS; i--) {
    counted += shares(known[i]);
    if (counted < share * total || known[i] === known[i - 1]) continue;
    if (counted > 3 * share * total) break;
    windows.push({ since: known[i], until });
    until = known[i];
    counted = 0;
  }
  if (windows.length === 0) return [];
  const newest = { since: windows[0].since - YEAR, until: known[known.length - 1] - YEAR };
  const before = known.findIndex((time) => time >= newest.since);
  return before >= share * known.length ? [...windows, newest] : windows;
}
