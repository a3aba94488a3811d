import { DAY } from '../core/index.js';

const HOURS = 24;
const HOUR = DAY / HOURS;
/** Hours that people sleep, and the hour by their own clock at which these begin. */
const NIGHT = 6;
const NIGHT_BEGINS = 1;
/** Times at least that say when a shop's customers sleep, the days that they are of, and the most that one hour may have of them. */
const LEAST_TIMES = 500;
const LEAST_DAYS = 7;
const MOST_IN_AN_HOUR = 1 / 3;
/** A night has so small a share of the times at most; a quarter would be as by day. */
const MOST_BY_NIGHT = 0.1;
/** Midnight is quiet where the two hours around it have half of what they would have by day. */
const QUIET_MIDNIGHT = 1 / HOURS;

/** The zone whose night is when a shop's customers are quiet. */
export interface GuessedZone {
  /** Such as "+09:00"; "UTC" where days are as well cut at midnight there, or nothing is to be said. */
  readonly zone: string;
  /** The quiet hours by UTC's clock, from and up to: 16 and 22. Left out for UTC. */
  readonly quiet?: readonly [from: number, until: number];
}

/**
 * Guesses where a shop is from the hours of its events: the six quietest in a row are those from one o'clock on. UTC stands where
 * its own midnight is quiet, as a day cut there parts nobody's evening; and where no six hours are.
 *
 * @param times epoch milliseconds, NaN where unknown
 */
export function guessTimeZone(times: Float64Array): GuessedZone {
  const shares = sharesByHour(times);
  if (shares === undefined || shares[HOURS - 1] + shares[0] <= QUIET_MIDNIGHT) return { zone: 'UTC' };
  const nights = shares.map((_, first) => sumFrom(shares, first));
  const quietest = Math.min(...nights);
  if (quietest > MOST_BY_NIGHT) return { zone: 'UTC' };
  const begins = middleOf(nights.map((night) => night === quietest));
  return { zone: nameOf(NIGHT_BEGINS - begins), quiet: [begins, (begins + NIGHT) % HOURS] };
}

/** The share of the times in each hour of UTC's day; undefined for too few times, and for dates without an hour. */
function sharesByHour(times: Float64Array): number[] | undefined {
  const known = times.filter((time) => !Number.isNaN(time));
  if (known.length < LEAST_TIMES || new Set(known.map((time) => Math.floor(time / DAY))).size < LEAST_DAYS)
    return undefined;
  const counts = new Array<number>(HOURS).fill(0);
  for (const time of known) counts[Math.floor((time - DAY * Math.floor(time / DAY)) / HOUR)]++;
  const shares = counts.map((count) => count / known.length);
  return Math.max(...shares) > MOST_IN_AN_HOUR ? undefined : shares;
}

function sumFrom(shares: readonly number[], first: number): number {
  let sum = 0;
  for (let h = first; h < first + NIGHT; h++) sum += shares[h % HOURS];
  return sum;
}

/** The middle of the first run of hours that are marked, in a day that goes round and has others. */
function middleOf(marked: readonly boolean[]): number {
  const first = marked.findIndex((is, hour) => is && marked.at(hour - 1) === false);
  let length = 1;
  while (marked[(first + length) % HOURS]) length++;
  return (first + ((length - 1) >> 1)) % HOURS;
}

/** "+09:00", of −12 to 12 hours. */
function nameOf(ahead: number): string {
  const hours = ((ahead + HOURS + HOURS / 2 - 1) % HOURS) - (HOURS / 2 - 1);
  return `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
}
