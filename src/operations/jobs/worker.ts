import { isNotConnectionError, type Job } from 'bullmq';
import type { Logger } from 'pino';
import { messageOf, type ServerConnections, withinTime } from '../../core/index.js';
import {
  jobKinds,
  STAND_IN,
  queueOptions,
  releaseConnection,
  recordedFailure,
  recoveryOptions,
  type JobName,
  type WorkerRecovery,
} from '../../storage/queue/index.js';
import { handConnections, withoutSecrets, type HandedConnections } from './handed-connections.js';
import { JobWorker } from './job-worker.js';
import { usualJobMemory } from './job-memory.js';
import { residentMemory } from './resident-memory.js';
import { ServerWatch, type Reachability } from './server-watch.js';

/** The module of each kind whose default export runs a job, in a process of its own. */
const processors: Readonly<Record<JobName, URL>> = {
  train: new URL('./train/train-processor.js', import.meta.url),
  embed: new URL('./embed/embed-processor.js', import.meta.url),
  publish: new URL('./publish/publish-processor.js', import.meta.url),
};

/** Milliseconds that jobs in progress have to get back into their queues: Redis may be away. */
const TO_GIVE_BACK = 2000;

/** A running worker. */
export interface RunningWorker {
  /** Whether each server answers, as the worker last saw it. */
  readonly reachable: Reachability;
  /** Whether it takes jobs, or will when a server is back. */
  readonly alive: boolean;
  /** Bytes of memory that the job of each kind takes just now, where the system says. */
  jobMemory(): Partial<Record<JobName, number>>;
  /** Takes no new job, and waits for the one in progress. */
  close(): Promise<void>;
  /**
   * Ends the process of a job in progress and gives the job back to its queue: whoever takes it begins it anew, a training
   * at its last checkpoint. Takes three seconds at most, also where Redis is away; then the job is taken up again when its
   * lock has run out.
   *
   * @param dropped a job that is removed instead of given back
   */
  giveBack(dropped?: string): Promise<void>;
}

/** How an attempt at a job ended here. */
export interface AttemptEnd {
  readonly queue: JobName;
  readonly result: 'finished' | 'failed' | 'cancelled';
  readonly seconds: number;
}

export interface WorkerOptions {
  readonly servers: ServerConnections;
  /** Folder of the trained models. */
  readonly models: string;
  readonly logger: Logger;
  /** Bytes of memory that the process of a job may hold; most of the machine's, if left out. */
  readonly memory?: number;
  readonly recovery?: WorkerRecovery;
  /** The kinds of jobs that it takes; all, if left out. */
  readonly kinds?: readonly JobName[];
  /** The last job that it takes: whoever follows it runs the worker for its sake, and counts as none. */
  readonly until?: string;
  /** Told of each attempt that ended. */
  readonly ended?: (end: AttemptEnd) => void;
}

/**
 * Takes jobs from queues, one of each at a time.
 *
 * A job itself runs in a process of its own (BullMQ's sandbox): inference blocks its thread, and here the lock must be
 * renewed and signals answered meanwhile. While Neo4j is away no job is begun, since it would only fail.
 */
export function startWorker(options: WorkerOptions): RunningWorker {
  const { servers, logger, kinds = Object.keys(jobKinds) as JobName[] } = options;
  const handed = handConnections(servers);
  const workers = kinds.map((name) => startOne(name, options, handed, () => void watch.look()));
  const watch = new ServerWatch(servers, logger, ({ neo4j }) => {
    for (const worker of workers) void (neo4j ? worker.resume() : worker.pause(true));
  });
  return {
    get reachable() {
      return watch.reachable;
    },
    get alive() {
      return workers.every(({ alive }) => alive);
    },
    jobMemory: () =>
      Object.fromEntries(workers.map(({ name, processes }) => [name, processes.map(residentMemory).reduce(sum, 0)])),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      watch.close();
      handed.close();
    },
    giveBack: async (dropped) => {
      watch.close();
      const done = await withinTime(TO_GIVE_BACK, Promise.all(workers.map((worker) => worker.giveBack(dropped))));
      if (done === undefined) await withinTime(200, Promise.all(workers.map((worker) => worker.disconnect())));
      handed.close();
    },
  };
}

function sum(a: number, b: number): number {
  return a + b;
}

/** @param failed is called when a job failed of a server, perhaps, that went away */
function startOne(name: JobName, options: WorkerOptions, { stdio }: HandedConnections, failed: () => void): JobWorker {
  const { servers, models, logger, recovery, until, memory = usualJobMemory() } = options;
  const queue = queueOptions(servers.redis.url, null);
  const worker = new JobWorker(name, processors[name], {
    ...queue,
    concurrency: 1,
    ...(until === undefined ? {} : { name: STAND_IN }),
    ...recoveryOptions,
    ...recovery,
    workerForkOptions: {
      execArgv: [],
      stdio,
      env: { ...withoutSecrets(process.env), ALONGSIDE_MODELS: models },
    },
  });
  worker.memory = memory;
  worker.once('closed', () => {
    releaseConnection(queue);
  });
  const described = (job: Job | undefined): object => ({ queue: name, job: job?.id });
  const tellEnd = (result: AttemptEnd['result']): void => {
    const seconds = worker.endAttempt();
    if (seconds !== undefined) options.ended?.({ queue: name, result, seconds });
  };
  worker.on('active', (job) => {
    worker.beginAttempt();
    if (until !== undefined && job.id === until) void worker.pause(true);
    logger.info(described(job), 'job started');
  });
  worker.on('completed', (job, result: unknown) => {
    tellEnd('finished');
    logger.info({ ...described(job), result }, 'job finished');
  });
  worker.cancelled = (job) => {
    tellEnd('cancelled');
    logger.info(described(job), 'job cancelled');
  };
  worker.on('failed', (job, error) => {
    tellEnd('failed');
    const code = job && recordedFailure(job)?.code;
    logger.error({ ...described(job), reason: messageOf(error), code }, 'job failed; what is live is unchanged');
    if (until !== undefined && job?.id === until && job.finishedOn === undefined) void worker.resume();
    failed();
  });
  worker.on('error', (error) => {
    // A Redis that is away is told of once, by the watch.
    if (isNotConnectionError(error)) logger.error({ queue: name, reason: messageOf(error) }, 'worker error');
  });
  return worker;
}
