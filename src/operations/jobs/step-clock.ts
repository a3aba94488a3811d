import type { ProgressUpdate } from '../../core/index.js';
import type { StepTime } from '../../storage/queue/index.js';

/**
 * Numbers a job's steps, takes their times, and says how long the job will take yet: the step at hand by its own pace, those
 * after it by what they took last time.
 */
export class StepClock {
  private readonly ended: StepTime[] = [];
  private step: string | undefined;
  private since = 0;

  /**
   * @param before the steps of an earlier job of the kind, in their order
   * @param now milliseconds by a clock that never goes back
   */
  constructor(
    private readonly before: readonly StepTime[],
    private readonly now: () => number,
  ) {}

  /** Number of the step at hand, from 1; seconds until the job ends, where that can be said. */
  take({ step, done, total }: ProgressUpdate): { readonly number: number; readonly secondsLeft?: number } {
    if (step !== this.step) this.begin(step);
    const secondsLeft = this.left(step, done, total);
    return { number: this.ended.length + 1, ...(secondsLeft === undefined ? {} : { secondsLeft }) };
  }

  /** All steps with their times, once the job is done. */
  end(): readonly StepTime[] {
    this.begin(undefined);
    return this.ended;
  }

  private begin(step: string | undefined): void {
    const now = this.now();
    if (this.step !== undefined) this.ended.push({ step: this.step, seconds: (now - this.since) / 1000 });
    this.step = step;
    this.since = now;
  }

  private left(step: string, done: number, total: number | undefined): number | undefined {
    const elapsed = (this.now() - this.since) / 1000;
    const byPace = total !== undefined && done > 0 && done <= total ? (elapsed * (total - done)) / done : undefined;
    // Where no job of the kind has ended, its pace says no more than this step's time.
    if (this.before.length === 0) return byPace === undefined ? undefined : rounded(byPace);
    const place = this.placeOf(step);
    if (place === -1) return undefined;
    const ofStep = byPace ?? Math.max(0, this.before[place].seconds - elapsed);
    return rounded(this.before.slice(place + 1).reduce((sum, { seconds }) => sum + seconds, ofStep));
  }

  /** The step of the earlier job that this one is: of those of its name the one at the same number, else the last. */
  private placeOf(step: string): number {
    const number = this.ended.length;
    if (this.before.at(number)?.step === step) return number;
    return this.before.findLastIndex((each) => each.step === step);
  }
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
