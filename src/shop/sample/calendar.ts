import { DAY, UsageError } from '../../core/index.js';
import { runningTotals, type Prng } from './prng.js';
import { traffic, trafficByHour } from './season.js';

const daysInYear = 365;
const secondsInDay = DAY / 1000;

/** The simulated year, in seconds since its first midnight (UTC). */
export class Calendar {
  private readonly startSeconds: number;
  /** Running totals over the days. */
  private readonly trafficUntil: Float64Array;
  private readonly monthOfDay: Uint8Array;

  /** @param start the first day, as `YYYY-MM-DD` */
  constructor(start: string) {
    const startMs = /^\d{4}-\d{2}-\d{2}$/.test(start) ? Date.parse(`${start}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(startMs)) {
      throw new UsageError('bad-start-date', `"${start}" is no day: write it as YYYY-MM-DD.`, { start });
    }
    this.startSeconds = startMs / 1000;
    const days = Array.from({ length: daysInYear }, (_, day) => this.date(day * secondsInDay));
    this.monthOfDay = Uint8Array.from(days, (date) => date.getUTCMonth());
    this.trafficUntil = runningTotals(days.map((date) => traffic(date.getUTCMonth(), date.getUTCDay() % 6 === 0)));
  }

  /** `count` moments at which a session starts, ascending. */
  sessionStarts(count: number, random: Prng): Float64Array {
    const starts = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const hour = random.weighted(trafficByHour);
      starts[i] = random.cumulative(this.trafficUntil) * secondsInDay + hour * 3600 + random.below(3600);
    }
    return starts.sort();
  }

  /** 0 for January. */
  month(second: number): number {
    return this.monthOfDay[Math.floor(second / secondsInDay)];
  }

  /** `2025-01-01T09:30:00Z` */
  timestamp(second: number): string {
    return this.date(second).toISOString().replace('.000Z', 'Z');
  }

  private date(second: number): Date {
    return new Date((this.startSeconds + second) * 1000);
  }
}
