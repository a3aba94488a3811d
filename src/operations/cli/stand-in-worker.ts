import { withinTime } from '../../core/index.js';
import type { JobQueue } from '../../storage/queue/index.js';
import type { RunningWorker } from '../jobs/index.js';

/** Milliseconds between two looks for a worker. */
const PERIOD = 2000;

type Workers = Pick<JobQueue<unknown, unknown>, 'workers'>;

/**
 * The worker that a command runs itself, from when no other is connected: at first, or since the one that was there went
 * away.
 */
export class StandInWorker {
  private own: RunningWorker | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private ended = false;
  private away = false;
  private lasting = false;

  constructor(
    private readonly queue: Workers,
    private readonly start: () => RunningWorker,
    private readonly note: (line: string) => void,
  ) {
    this.plan(0);
  }

  /** Whether nobody would run the command's job without it, as far as it knows. */
  get isAlone(): boolean {
    return !this.lasting;
  }

  /** Ends it when its job is done. */
  async finish(): Promise<void> {
    await this.stop();
    await this.own?.close();
  }

  /** Ends it at once: the job in progress goes back to its queue, or is removed where it is `dropped`. */
  async leave(dropped?: string): Promise<void> {
    await this.stop();
    await this.own?.giveBack(dropped);
  }

  private async stop(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await withinTime(1000, this.looking ?? Promise.resolve());
  }

  private plan(milliseconds: number): void {
    if (this.ended) return;
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => {
        this.plan(PERIOD);
      });
    }, milliseconds);
  }

  private async look(): Promise<void> {
    try {
      const workers = await this.queue.workers();
      if (this.away) this.note('Redis is back.');
      this.away = false;
      this.lasting = workers > 0;
      if (!this.lasting && !this.ended) this.own ??= this.start();
    } catch {
      if (!this.away && !this.ended) this.note('Redis does not answer; waiting for it.');
      this.away = true;
    }
  }
}
