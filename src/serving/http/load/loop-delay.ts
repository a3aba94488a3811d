import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';

/** Milliseconds between two measures of a timer, and over which they are averaged. */
const RESOLUTION = 20;
const PERIOD = 500;
const NANOSECONDS = 1e6;

/** How late this process comes to its events: the mean over the last half second, in milliseconds. */
export class LoopDelay {
  private readonly histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION });
  private readonly timer: NodeJS.Timeout;
  private mean = 0;

  constructor() {
    this.histogram.enable();
    this.timer = setInterval(() => {
      this.mean = Math.max(0, this.histogram.mean / NANOSECONDS - RESOLUTION);
      this.histogram.reset();
    }, PERIOD).unref();
  }

  get milliseconds(): number {
    // Without a measure in the period the mean is NaN: nothing is known against the loop then.
    return Number.isNaN(this.mean) ? 0 : this.mean;
  }

  close(): void {
    clearInterval(this.timer);
    this.histogram.disable();
  }
}
