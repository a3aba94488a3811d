import { UnrecoverableError, Worker, type ChildPool, type Job } from 'bullmq';
import { withinTime } from '../../core/index.js';
import { CANCELLED, CancelMarks, recordFailure } from '../../storage/queue/index.js';
import { AttemptWatch } from './attempt-watch.js';

/** As BullMQ answers it, though its types have no word for it. */
const NO_NEXT_JOB = undefined as unknown as Job;

/** BullMQ's worker of one queue, which can give the job in progress back instead of finishing it. */
export class JobWorker extends Worker {
  /** Since when (`performance.now()`) the job in progress is at work. */
  private since: number | undefined;
  private givingBack = false;
  private dropped: string | undefined;
  private watch: AttemptWatch | undefined;
  private readonly marks = new CancelMarks(this);
  /** Bytes of memory that a job's process may hold. */
  memory = Infinity;
  /** Told of a job that was cancelled while it was in progress. */
  cancelled: (job: Job) => void = () => undefined;

  /** Whether it looks for jobs, or rests until it is told to; not once it has ended for any other reason than `close`. */
  get alive(): boolean {
    return this.isRunning() || this.isPaused();
  }

  /** The processes of jobs in progress. */
  get processes(): number[] {
    return Object.keys(this.pool?.retained ?? {}).map(Number);
  }

  /** Begins to take the time of an attempt. */
  beginAttempt(): void {
    this.since = performance.now();
  }

  /** Seconds since then; undefined where the attempt was another worker's. */
  endAttempt(): number | undefined {
    const { since } = this;
    this.since = undefined;
    return since === undefined ? undefined : (performance.now() - since) / 1000;
  }

  /**
   * Takes no new job, ends the process of the one in progress, gives that job back to the queue as if it had not been begun,
   * and closes.
   *
   * @param dropped a job that is removed instead of given back
   */
  async giveBack(dropped?: string): Promise<void> {
    this.givingBack = true;
    this.dropped = dropped;
    await this.pause(true);
    const closed = this.close();
    // Until the job is back in the queue: its process may be starting yet, which BullMQ's pool then does not know.
    while (
      (await withinTime(
        100,
        closed.then(() => true),
      )) === undefined
    )
      await this.endProcesses();
  }

  /** Runs a job, unless it is cancelled before or meanwhile. */
  protected override async callProcessJob(...attempt: Parameters<Worker['callProcessJob']>): Promise<unknown> {
    const [job] = attempt;
    const isCancelled = (): Promise<boolean> => this.marks.isAsked(job);
    // Who asks for the same from now on means the graph as it is then: that is another job.
    await job.removeDeduplicationKey();
    const watch = new AttemptWatch({
      isCancelled,
      processes: () => this.processes,
      memory: this.memory,
      stop: () => this.endProcesses(),
    });
    this.watch = watch;
    try {
      return await super.callProcessJob(...attempt);
    } finally {
      watch.close();
    }
  }

  /** A job that failed may have left its process in any state, so the next one gets another. */
  protected override async handleFailed(...failure: Parameters<Worker['handleFailed']>): Promise<Job> {
    const [, job, token, ...others] = failure;
    const stopped = this.watch?.stopped;
    this.watch = undefined;
    if (stopped?.cancelled === true) {
      await this.endProcesses();
      await this.marks.clear(job);
      await drop(job, token);
      this.cancelled(job);
      return NO_NEXT_JOB;
    }
    if (stopped !== undefined) {
      const { error } = stopped;
      await this.endProcesses();
      await recordFailure(job, error);
      return super.handleFailed(new UnrecoverableError(error.message), job, token, ...others);
    }
    if (this.givingBack) {
      if (job.id === this.dropped) await drop(job, token);
      else await job.moveToWait(token);
      return NO_NEXT_JOB;
    }
    await this.endProcesses();
    return super.handleFailed(...failure);
  }

  private async endProcesses(): Promise<void> {
    // BullMQ ends its processes only on the way to breaking its connection off.
    await this.pool?.clean();
  }

  /** BullMQ shows it to nobody. */
  private get pool(): ChildPool | undefined {
    return Reflect.get(this, 'childPool');
  }
}

/** Removes a job in progress; one that waited for a moment would be taken by another worker. */
async function drop(job: Job, token: string): Promise<void> {
  await job.moveToFailed(new UnrecoverableError(CANCELLED), token);
  await job.remove();
}
