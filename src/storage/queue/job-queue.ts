import { Queue, QueueEvents, type Job } from 'bullmq';
import { AlongsideError, messageOf, type ReportProgress, type ServerConnections } from '../../core/index.js';
import { followedFailure } from './failure.js';
import { jobProgressSchema, type JobKind } from './job-kind.js';
import { countJobs, type QueueCounts } from './queue-counts.js';
import { queueOptions } from './queue-options.js';

/** The client's side of a kind's queue: ask for a job and follow it. */
export class JobQueue<Payload, Result> {
  private readonly queue: Queue;

  constructor(
    private readonly kind: JobKind<Payload, Result>,
    private readonly servers: Pick<ServerConnections, 'redis'>,
  ) {
    this.queue = new Queue(kind.name, queueOptions(servers.redis.url));
    this.queue.on('error', () => undefined); // Reported by the call that meets it.
  }

  /** Queues a job; returns its id. A worker that dies with it does not lose it. */
  async add(payload: Payload): Promise<string> {
    await this.queue.setGlobalConcurrency(1);
    const job = await this.queue.add(this.kind.name, payload, {
      attempts: 2,
      backoff: { type: 'fixed', delay: 1000 },
      removeOnComplete: { count: 100 },
      removeOnFail: { count: 100 },
    });
    return job.id ?? '';
  }

  /**
   * Follows a job to its end.
   *
   * @throws AlongsideError `job-failed` with the job's own reason; `interrupted` when `signal` aborts (the job goes on)
   */
  async follow(id: string, progress: ReportProgress, signal: AbortSignal): Promise<Result> {
    const events = new QueueEvents(this.kind.name, queueOptions(this.servers.redis.url, null));
    try {
      events.on('progress', ({ jobId, data }) => {
        const update = jobProgressSchema.safeParse(data);
        if (jobId !== id || !update.success) return;
        const { total, note, ...rest } = update.data;
        progress({ ...rest, ...(total === undefined ? {} : { total }), ...(note === undefined ? {} : { note }) });
      });
      await events.waitUntilReady();
      const job = (await this.queue.getJob(id)) as Job<Payload, unknown> | undefined;
      if (job === undefined)
        throw new AlongsideError('job-failed', `The job ${id} is no longer in the queue.`, { job: id });
      const result = await Promise.race([job.waitUntilFinished(events), aborted(signal, id)]).catch(
        (cause: unknown) => {
          throw cause instanceof AlongsideError ? cause : followedFailure(messageOf(cause), id, cause);
        },
      );
      return this.kind.result.parse(result);
    } finally {
      await events.close();
    }
  }

  /** Workers that are connected now; with none, a job waits until one is started. */
  async workers(): Promise<number> {
    return (await this.queue.getWorkers()).length;
  }

  counts(): Promise<QueueCounts> {
    return countJobs(this.queue);
  }

  async close(): Promise<void> {
    await this.queue.close();
  }
}

function aborted(signal: AbortSignal, id: string): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => {
      reject(new AlongsideError('interrupted', `Stopped following; the job ${id} goes on in its worker.`, { job: id }));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
