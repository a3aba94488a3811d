import { UsageError } from '../../core/index.js';

const HOUR = 3_600_000;
const OFFSET = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)$/i;

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
  const fixed = offsetOf(zone);
  if (fixed !== undefined) return (clock) => clock - fixed;
  const offsetAt = offsetsOf(zone);
  return (clock) => {
    const [before, after] = [offsetAt(clock - 24 * HOUR), offsetAt(clock + 24 * HOUR)];
    if (before === after) return clock - before;
    // The earlier instant that the zone calls so, else as the clock went before it was put on.
    const found = [before, after].map((offset) => clock - offset).filter((at) => at + offsetAt(at) === clock);
    return found.length === 0 ? clock - before : Math.min(...found);
  };
}

/** How far a zone's clock is ahead of UTC's at an instant, in milliseconds; known by the quarter of an hour. */
function offsetsOf(zone: string): (instant: number) => number {
  const format = formatOf(zone);
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / (HOUR / 4));
    const offset = known.get(quarter) ?? offsetIn(format, quarter * (HOUR / 4));
    known.set(quarter, offset);
    return offset;
  };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    throw new UsageError(
      'invalid-option',
      `--time-zone "${zone}" is no time zone. Name one as "Europe/Berlin", or an offset as "+09:00".`,
    );
  }
}

function offsetIn(format: Intl.DateTimeFormat, instant: number): number {
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value;
  return offsetOf(name ?? '') ?? 0;
}

/** The milliseconds that "+09:00" and "GMT+09:00" say; undefined for any other text. */
function offsetOf(text: string): number | undefined {
  const found = OFFSET.exec(text);
  if (found === null) return undefined;
  const [, sign, hours, minutes] = found;
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * (HOUR / 60));
}
