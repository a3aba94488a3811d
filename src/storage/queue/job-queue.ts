import { setTimeout as pause } from 'node:timers/promises';
import { Queue, QueueEvents, type QueueOptions } from 'bullmq';
import {
  AlongsideError,
  messageOf,
  type ReportProgress,
  type ServerConnections,
  withinTime,
} from '../../core/index.js';
import { withQueueChecked } from './damaged-queue.js';
import { followedFailure, recordedFailure } from './failure.js';
import type { JobKind } from './job-kind.js';
import { jobProgressSchema } from './job-progress.js';
import { countJobs, lastingWorkers, type QueueCounts } from './queue-counts.js';
import { queueOptions, releaseConnection } from './queue-options.js';
import { CANCELLED, keptOptions } from './retry-policy.js';
import { payloadName } from './payload-name.js';

/** Milliseconds between two looks whether a job is still there. */
const GLANCE = 2000;

/** What became of a job that was to be cancelled. */
export type Cancellation = 'cancelled' | 'active' | 'ended' | 'unknown';

/** The client's side of a kind's queue: ask for a job, follow it, cancel it. */
export class JobQueue<Payload, Result> {
  private readonly queue: Queue;
  private readonly options: QueueOptions;

  constructor(
    private readonly kind: JobKind<Payload, Result>,
    private readonly servers: Pick<ServerConnections, 'redis'>,
  ) {
    this.options = queueOptions(servers.redis.url);
    this.queue = new Queue(kind.name, this.options);
    this.queue.on('error', () => undefined); // Reported by the call that meets it.
  }

  /**
   * Queues a job; returns its id. A worker that dies with it does not lose it.
   *
   * One that asks for the same and waits yet will do what this one would: then its id is returned.
   */
  async add(payload: Payload): Promise<string> {
    return (await this.ask(payload)).id;
  }

  /** The same, and whether a job that waits was found in place of a new one. */
  ask(payload: Payload): Promise<{ readonly id: string; readonly coalesced: boolean }> {
    return withQueueChecked(this.queue, this.servers, async (queue) => {
      await queue.setGlobalConcurrency(1);
      const last = await queue.getDeduplicationJobId(payloadName(payload));
      const deduplication = { id: payloadName(payload) };
      const { id = '' } = await queue.add(this.kind.name, payload, { ...keptOptions, deduplication });
      return { id, coalesced: id === last };
    });
  }

  /**
   * Follows a job to its end.
   *
   * @throws AlongsideError `job-failed` with the job's own sentence and details, its code as `reason`; `interrupted` when
   * `signal` aborts (the job goes on), or when the job is cancelled
   */
  async follow(id: string, progress: ReportProgress, signal: AbortSignal): Promise<Result> {
    const options = queueOptions(this.servers.redis.url, null);
    const events = new QueueEvents(this.kind.name, options);
    events.on('error', () => undefined); // A Redis that is away is waited for.
    const over = new AbortController();
    try {
      events.on('progress', ({ jobId, data }) => {
        const update = jobProgressSchema.safeParse(data).data;
        if (jobId === id && update !== undefined) progress(update);
      });
      const whole = this.wholeId(id);
      const ends = [
        this.ended(id, events),
        aborted(signal, id, whole),
        cancelled(events, id, whole),
        this.lost(id, over.signal),
      ];
      return this.kind.result.parse(await Promise.race(ends));
    } finally {
      over.abort();
      await closeSoon(events);
      releaseConnection(options);
    }
  }

  /**
   * Takes a job that waits, for its first or its next attempt, out of the queue.
   *
   * One that is active goes on: BullMQ lets no client stop the process that runs it, which BullMQ's own worker alone can
   * reach.
   */
  async cancel(id: string): Promise<Cancellation> {
    const job = await this.queue.getJob(id);
    if (job === undefined) return 'unknown';
    if (job.finishedOn !== undefined) return 'ended';
    try {
      if (await job.isActive()) return 'active';
      await job.remove();
      return 'cancelled';
    } catch (cause) {
      // Refused of a job that a worker took in this moment.
      if (await job.isActive()) return 'active';
      throw cause;
    }
  }

  /** A job as sentences name it, among those of all queues. */
  wholeId(id: string): string {
    return `${this.kind.name}/${id}`;
  }

  /** Workers that are connected now; with none, a job waits until one is started. */
  workers(): Promise<number> {
    return lastingWorkers(this.queue);
  }

  counts(): Promise<QueueCounts> {
    return withQueueChecked(this.queue, this.servers, countJobs);
  }

  async close(): Promise<void> {
    await closeSoon(this.queue);
    releaseConnection(this.options);
  }

  /** What a job tells when it has ended. */
  private async ended(id: string, events: QueueEvents): Promise<unknown> {
    await events.waitUntilReady();
    const job = await this.queue.getJob(id);
    if (job === undefined) {
      throw noLongerThere(id, this.wholeId(id));
    }
    return job.waitUntilFinished(events).catch(async (cause: unknown) => {
      if (messageOf(cause) === CANCELLED) throw cancelledJob(id, this.wholeId(id));
      const failed = await this.queue.getJob(id);
      throw followedFailure(id, messageOf(cause), failed && recordedFailure(failed), cause);
    });
  }

  /** Rejects when the job is gone without a word: Redis lost it. */
  private async lost(id: string, over: AbortSignal): Promise<never> {
    for (let missed = 0; ;) {
      await pause(GLANCE, undefined, { signal: over });
      const there = await this.queue.getJob(id).then(
        (job) => job !== undefined,
        () => true,
      );
      missed = there ? 0 : missed + 1;
      // Of one that was cancelled or has ended in this moment, the event is on its way.
      if (missed > 1) throw noLongerThere(id, this.wholeId(id));
    }
  }
}

function cancelledJob(id: string, whole: string): AlongsideError {
  return new AlongsideError('interrupted', `The job ${whole} was cancelled.`, { job: id });
}

function noLongerThere(id: string, whole: string): AlongsideError {
  return new AlongsideError('job-failed', `The job ${whole} is no longer in the queue.`, { job: id });
}

/** Closes what talks to Redis, or breaks it off where Redis does not answer. */
async function closeSoon(closable: Queue | QueueEvents): Promise<void> {
  const closed = await withinTime(
    1000,
    closable.close().then(() => true),
  );
  if (closed === undefined) await withinTime(100, closable.disconnect());
}

function aborted(signal: AbortSignal, id: string, whole: string): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => {
      reject(
        new AlongsideError('interrupted', `Stopped following; the job ${whole} goes on in its worker.`, { job: id }),
      );
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function cancelled(events: QueueEvents, id: string, whole: string): Promise<never> {
  return new Promise((_resolve, reject) => {
    events.on('removed', ({ jobId }) => {
      if (jobId === id) reject(cancelledJob(id, whole));
    });
  });
}
