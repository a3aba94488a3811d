import { DAY, UsageError } from '../core/index.js';

const HOUR = DAY / 24;
const OFFSET = /^(?:UTC|GMT)?([+-])(\d\d):?(\d\d)$/i;

/** Tells two times of one day by a place's clock; any whole numbers, ascending with the days. */
export type DayReader = (time: number) => number;

/**
 * How far the clock of a zone is ahead of UTC's at an instant, in milliseconds: of an IANA name ("Europe/Berlin", with its
 * summers), or of an offset ("+09:00", "UTC+09:00").
 *
 * @throws UsageError `invalid-option`
 */
export function offsetsOf(zone: string): (instant: number) => number {
  const fixed = zone === 'UTC' ? 0 : offsetOf(zone);
  if (fixed !== undefined) return () => fixed;
  const format = formatOf(zone);
  const known = new Map<number, number>();
  // No zone changes its clock amidst a quarter of an hour.
  return (instant) => {
    const quarter = Math.floor(instant / (HOUR / 4));
    const offset = known.get(quarter) ?? offsetIn(format, quarter * (HOUR / 4));
    known.set(quarter, offset);
    return offset;
  };
}

/** Days from midnight to midnight of a zone; throws as `offsetsOf`. */
export function daysOf(zone: string): DayReader {
  const offsetAt = offsetsOf(zone);
  return (time) => Math.floor((time + offsetAt(time)) / DAY);
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
