import { Worker, type Job } from 'bullmq';
import type { Logger } from 'pino';
import { connectionEnvironment, type ServerConnections } from '../../core/index.js';
import type { JobKind } from '../../storage/queue/index.js';
import { queueOptions } from '../../storage/queue/index.js';

/** A running worker. */
export interface RunningWorker {
  /** Takes no new job, waits for those in progress, then closes. `force` ends their processes: they will be retried. */
  close(force?: boolean): Promise<void>;
}

/** How soon the job of a worker that died is taken up again: after both, at the latest. Milliseconds. */
export interface WorkerRecovery {
  /** How long a worker that gives no sign keeps its job. */
  readonly lockDuration: number;
  /** How often workers look for jobs without a lock. */
  readonly stalledInterval: number;
}

export interface WorkerOptions {
  readonly servers: ServerConnections;
  /** Folder of the trained models. */
  readonly models: string;
  readonly logger: Logger;
  readonly recovery?: WorkerRecovery;
}

/** The part of a kind that a worker needs. */
type RunnableKind = Pick<JobKind<never, unknown>, 'name' | 'processor'>;

/**
 * Takes jobs from the queues of `kinds`, one of each at a time.
 *
 * A job itself runs in a process of its own (BullMQ's sandbox): inference blocks its thread, and here the lock must be
 * renewed and signals answered meanwhile.
 */
export function startWorkerFor(kinds: readonly RunnableKind[], options: WorkerOptions): RunningWorker {
  const workers = kinds.map((kind) => startOne(kind, options));
  return {
    close: async (force = false) => {
      await Promise.all(workers.map((worker) => worker.close(force)));
    },
  };
}

function startOne({ name, processor }: RunnableKind, { servers, models, logger, recovery }: WorkerOptions): Worker {
  const worker = new Worker(name, processor, {
    ...queueOptions(servers.redis.url, null),
    concurrency: 1,
    ...(recovery ?? { lockDuration: 30_000, stalledInterval: 15_000 }),
    // A worker that dies leaves its job to be taken again; a job that kills its worker twice is broken.
    maxStalledCount: 2,
    workerForkOptions: {
      execArgv: [],
      env: { ...process.env, ...connectionEnvironment(servers), ALONGSIDE_MODELS: models },
    },
  });
  const described = (job: Job | undefined): object => ({ queue: name, job: job?.id });
  worker.on('active', (job) => {
    logger.info(described(job), 'job started');
  });
  worker.on('completed', (job, result: unknown) => {
    logger.info({ ...described(job), result }, 'job finished');
  });
  worker.on('failed', (job, error) => {
    logger.error({ ...described(job), reason: error.message }, 'job failed; what is live is unchanged');
  });
  worker.on('error', (error) => {
    logger.error({ queue: name, reason: error.message }, 'worker error');
  });
  return worker;
}
