/** What runs a job in the process that BullMQ's sandbox gives it. Folders come from the environment, connections from the worker. */
import type { SandboxedJob } from 'bullmq';
import type { Redis } from 'ioredis';
import { GraphConnection } from '../../storage/neo4j/index.js';
import { AlongsideError, type ProgressUpdate, type ReportProgress } from '../../core/index.js';
import { ModelStore } from '../../storage/models/index.js';
import { openRedis } from '../../storage/redis/index.js';
import { parsePayload, recordFailure, StepTimes, type JobKind, type JobProgress } from '../../storage/queue/index.js';
import { endWithParent } from './end-with-parent.js';
import { handedConnections } from './handed-connections.js';
import { jobError } from './job-error.js';
import { asKnownFailure } from './known-failure.js';
import { StepClock } from './step-clock.js';

/** What a job works with. */
export interface JobParts {
  readonly graph: GraphConnection;
  readonly redis: Redis;
  readonly models: ModelStore;
  readonly progress: ReportProgress;
  /** Names the cache of fetched files. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/** The default export of a processor module: checks the payload, connects, runs, and lets go of everything. */
export function jobProcess<Payload, Result>(
  kind: JobKind<Payload, Result>,
  run: (parts: JobParts, job: Payload) => Promise<Result>,
): (sandboxed: SandboxedJob) => Promise<Result> {
  endWithParent();
  return async (sandboxed) => {
    try {
      const job = parsePayload(kind, sandboxed.data);
      return await withServers(async (servers) => {
        const times = new StepTimes(servers.redis, kind.name);
        const clock = new StepClock(await times.last(), () => performance.now());
        const progress = throttled((update) => {
          const told = { ...update, ...clock.take(update), memory: process.memoryUsage.rss() };
          // Progress that cannot be told harms nothing: a worker that is gone ends this process.
          sandboxed.updateProgress(told satisfies JobProgress).catch(() => undefined);
        });
        const result = await run({ ...servers, progress, env: process.env }, job);
        await times.keep(clock.end());
        return result;
      });
    } catch (thrown) {
      const error = asKnownFailure(thrown, process.env);
      if (error instanceof AlongsideError) await recordFailure(sandboxed, error);
      throw jobError(error);
    }
  };
}

async function withServers<T>(work: (parts: Omit<JobParts, 'progress' | 'env'>) => Promise<T>): Promise<T> {
  const models = new ModelStore(required('ALONGSIDE_MODELS'));
  const servers = handedConnections();
  const graph = await GraphConnection.open(servers.neo4j);
  try {
    const redis = await openRedis(servers.redis.url);
    try {
      return await work({ graph, redis, models });
    } finally {
      redis.disconnect();
    }
  } finally {
    // Not waited for: a server that went away does not say farewell.
    graph.close().catch(() => undefined);
  }
}

/** Passes on the first and last word of each step, and at most five a second between. */
function throttled(report: ReportProgress): ReportProgress {
  let step = '';
  let next = 0;
  return (update: ProgressUpdate) => {
    const time = performance.now();
    if (update.step === step && update.done !== update.total && time < next) return;
    step = update.step;
    next = time + 200;
    report(update);
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new AlongsideError('environment-missing', `The job's process was started without ${name}.`, { name });
  }
  return value;
}
