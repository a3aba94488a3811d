import { Queue, QueueEvents, type Job } from 'bullmq';
import { AlongsideError, type ReportProgress, type ServerConnections } from '../../kernel/index.js';
import { EMBED_QUEUE, embedResultSchema, jobProgressSchema, type EmbedJob, type EmbedResult } from './embed-job.js';
import { queueOptions } from '../queue-options.js';

/** How many jobs stand where. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

/** The client's side of the queue: ask for a re-embedding and follow it. */
export class EmbedQueue {
  private readonly queue: Queue;

  constructor(private readonly servers: ServerConnections) {
    this.queue = new Queue(EMBED_QUEUE, queueOptions(servers.redis.url));
    this.queue.on('error', () => undefined); // Reported by the call that meets it.
  }

  /** Queues a job; returns its id. A worker that dies with it does not lose it. */
  async add(payload: EmbedJob): Promise<string> {
    await this.queue.setGlobalConcurrency(1);
    const job = await this.queue.add('embed', payload, {
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
  async follow(id: string, progress: ReportProgress, signal: AbortSignal): Promise<EmbedResult> {
    const events = new QueueEvents(EMBED_QUEUE, queueOptions(this.servers.redis.url, null));
    try {
      events.on('progress', ({ jobId, data }) => {
        const update = jobProgressSchema.safeParse(data);
        if (jobId !== id || !update.success) return;
        const { total, ...rest } = update.data;
        progress(total === undefined ? rest : { ...rest, total });
      });
      await events.waitUntilReady();
      const job = (await this.queue.getJob(id)) as Job<EmbedJob, unknown> | undefined;
      if (job === undefined)
        throw new AlongsideError('job-failed', `The job ${id} is no longer in the queue.`, { job: id });
      const result = await Promise.race([job.waitUntilFinished(events), aborted(signal, id)]).catch(
        (cause: unknown) => {
          if (cause instanceof AlongsideError) throw cause;
          const reason = cause instanceof Error ? cause.message : String(cause);
          throw new AlongsideError('job-failed', reason, { job: id }, { cause });
        },
      );
      return embedResultSchema.parse(result);
    } finally {
      await events.close();
    }
  }

  /** Workers that are connected now; with none, a job waits until one is started. */
  async workers(): Promise<number> {
    return (await this.queue.getWorkers()).length;
  }

  async counts(): Promise<QueueCounts> {
    const { waiting = 0, delayed = 0, prioritized = 0, active = 0, failed = 0 } = await this.queue.getJobCounts();
    return { waiting: waiting + delayed + prioritized, active, failed };
  }

  /** Removes every job, active ones too; what `alongside reset` does. */
  async clear(): Promise<void> {
    await this.queue.obliterate({ force: true });
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
