import { DAY } from '../../core/index.js';
import { offsetsOf } from '../time-zone.js';

/** Turns the clock of a place into instants; both in milliseconds since 1970, the clock's as if it were UTC's. */
export type ClockReader = (clock: number) => number;

/** UTC's own clock. */
export const readUtc: ClockReader = (clock) => clock;

/**
 * The clock of a zone: of an IANA name ("Europe/Berlin", with its summers), or of an offset ("+09:00").
 *
 * A clock that a place shows twice, when summer ends, is the earlier of the two; one that it skips lies an hour later.
 *
 * @throws UsageError `invalid-option`
 */
export function clockOf(zone: string): ClockReader {
  const offsetAt = offsetsOf(zone);
  return (clock) => {
    const [before, after] = [offsetAt(clock - DAY), offsetAt(clock + DAY)];
    if (before === after) return clock - before;
    // The earlier instant that the zone calls so, else as the clock went before it was put on.
    const found = [before, after].map((offset) => clock - offset).filter((at) => at + offsetAt(at) === clock);
    return found.length === 0 ? clock - before : Math.min(...found);
  };
}
