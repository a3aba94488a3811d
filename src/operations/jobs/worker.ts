import { Worker, type Job } from 'bullmq';
import type { Logger } from 'pino';
import { messageOf, type ServerConnections } from '../../core/index.js';
import {
  queueOptions,
  releaseConnection,
  recordedFailure,
  recoveryOptions,
  type WorkerRecovery,
  type jobKinds,
} from '../../storage/queue/index.js';
import { handConnections, withoutSecrets, type HandedConnections } from './handed-connections.js';

/** The module of each kind whose default export runs a job, in a process of its own. */
const processors: Readonly<Record<keyof typeof jobKinds, URL>> = {
  train: new URL('./train/train-processor.js', import.meta.url),
  embed: new URL('./embed/embed-processor.js', import.meta.url),
};

/** A running worker. */
export interface RunningWorker {
  /** Takes no new job, waits for those in progress, then closes. `force` ends their processes: they will be retried. */
  close(force?: boolean): Promise<void>;
}

export interface WorkerOptions {
  readonly servers: ServerConnections;
  /** Folder of the trained models. */
  readonly models: string;
  readonly logger: Logger;
  readonly recovery?: WorkerRecovery;
}

/**
 * Takes jobs from all queues, one of each at a time.
 *
 * A job itself runs in a process of its own (BullMQ's sandbox): inference blocks its thread, and here the lock must be
 * renewed and signals answered meanwhile.
 */
export function startWorker(options: WorkerOptions): RunningWorker {
  const handed = handConnections(options.servers);
  const workers = Object.entries(processors).map(([name, module]) => startOne(name, module, options, handed));
  return {
    close: async (force = false) => {
      await Promise.all(workers.map((worker) => worker.close(force)));
      handed.close();
    },
  };
}

function startOne(
  name: string,
  module: URL,
  { servers, models, logger, recovery }: WorkerOptions,
  { stdio }: HandedConnections,
): Worker {
  const queue = queueOptions(servers.redis.url, null);
  const worker = new Worker(name, module, {
    ...queue,
    concurrency: 1,
    ...recoveryOptions,
    ...recovery,
    workerForkOptions: {
      execArgv: [],
      stdio,
      env: { ...withoutSecrets(process.env), ALONGSIDE_MODELS: models },
    },
  });
  worker.once('closed', () => {
    releaseConnection(queue);
  });
  const described = (job: Job | undefined): object => ({ queue: name, job: job?.id });
  worker.on('active', (job) => {
    logger.info(described(job), 'job started');
  });
  worker.on('completed', (job, result: unknown) => {
    logger.info({ ...described(job), result }, 'job finished');
  });
  worker.on('failed', (job, error) => {
    const code = job && recordedFailure(job)?.code;
    logger.error({ ...described(job), reason: messageOf(error), code }, 'job failed; what is live is unchanged');
  });
  worker.on('error', (error) => {
    logger.error({ queue: name, reason: messageOf(error) }, 'worker error');
  });
  return worker;
}
