import { Worker, type Job } from 'bullmq';
import type { Logger } from 'pino';
import { connectionEnvironment, type ServerConnections } from '../../kernel/index.js';
import { EMBED_QUEUE } from './embed-job.js';
import { queueOptions } from '../queue-options.js';

/** A running worker. */
export interface RunningWorker {
  /** Takes no new job, waits for the one in progress, then closes. `force` ends that job's process: it will be retried. */
  close(force?: boolean): Promise<void>;
}

/** How soon the job of a worker that died is taken up again: after both, at the latest. Milliseconds. */
export interface WorkerRecovery {
  /** How long a worker that gives no sign keeps its job. */
  readonly lockDuration: number;
  /** How often workers look for jobs without a lock. */
  readonly stalledInterval: number;
}

/**
 * Takes re-embedding jobs from the queue, one at a time.
 *
 * The job itself runs in a process of its own (BullMQ's sandbox): inference blocks its thread, and here the lock must be
 * renewed and signals answered meanwhile.
 */
export function startEmbedWorker(
  servers: ServerConnections,
  logger: Logger,
  recovery: WorkerRecovery = { lockDuration: 30_000, stalledInterval: 15_000 },
): RunningWorker {
  const worker = new Worker(EMBED_QUEUE, new URL('./embed-processor.js', import.meta.url), {
    ...queueOptions(servers.redis.url, null),
    concurrency: 1,
    ...recovery,
    // A worker that dies leaves its job to be taken again; a job that kills its worker twice is broken.
    maxStalledCount: 2,
    workerForkOptions: { execArgv: [], env: { ...process.env, ...connectionEnvironment(servers) } },
  });
  const described = (job: Job | undefined): object => ({ queue: EMBED_QUEUE, job: job?.id });
  worker.on('active', (job) => {
    logger.info(described(job), 'job started');
  });
  worker.on('completed', (job, result: unknown) => {
    logger.info({ ...described(job), result }, 'job finished');
  });
  worker.on('failed', (job, error) => {
    logger.error({ ...described(job), reason: error.message }, 'job failed; the live snapshot is unchanged');
  });
  worker.on('error', (error) => {
    logger.error({ queue: EMBED_QUEUE, reason: error.message }, 'worker error');
  });
  return { close: (force = false) => worker.close(force) };
}
