import { pino } from 'pino';
import { JobQueue, type JobKind } from '../../storage/queue/index.js';
import { AlongsideError, type ServerConnections, withinTime } from '../../core/index.js';
import { checkRedis } from '../../storage/redis/index.js';
import { startWorker } from '../jobs/index.js';
import { checkServers } from './check-servers.js';
import type { CliContext } from './command.js';
import { withKeptServers } from './keep-servers.js';
import { modelsFolder } from './models.js';
import { StandInWorker } from './stand-in-worker.js';

/** How a command runs a job. */
export interface JobRun {
  /** Whether it follows the job to its end. */
  readonly wait: boolean;
  /** Bytes that the job may hold where the command runs it itself; undefined: the usual. */
  readonly memory: number | undefined;
}

/**
 * Queues a job and follows it to its end; while no worker is connected, runs one here.
 *
 * @throws AlongsideError `job-failed`; `interrupted` when the signal aborts: the job is taken out of the queue, unless a
 * worker of its own is connected, where it goes on
 */
export async function runJob<Payload, Result>(
  kind: JobKind<Payload, Result>,
  context: CliContext,
  servers: ServerConnections,
  job: Payload,
  memory?: number,
): Promise<Result> {
  await checkServers(servers);
  return withKeptServers(context, () => followJob(kind, context, servers, job, memory));
}

async function followJob<Payload, Result>(
  kind: JobKind<Payload, Result>,
  context: CliContext,
  servers: ServerConnections,
  job: Payload,
  memory: number | undefined,
): Promise<Result> {
  const { terminal, signal } = context;
  return withQueue(kind, servers, async (queue) => {
    await tellWhoIsBefore(queue, kind.name, terminal);
    const id = await queue.add(job);
    const logger = pino({ level: 'silent' });
    const bound = memory === undefined ? {} : { memory };
    const start = { servers, models: modelsFolder(context), logger, kinds: [kind.name], until: id, ...bound };
    const worker = new StandInWorker(
      queue,
      () => startWorker(start),
      (line) => {
        terminal.note(line);
      },
    );
    try {
      return await queue.follow(id, terminal.progress, signal);
    } catch (error) {
      if (signal.aborted && worker.isAlone) await cancelOwn(worker, queue, id);
      throw error;
    } finally {
      await (signal.aborted ? worker.leave() : worker.finish());
    }
  });
}

/** Takes a job out of its queue that nobody else would run; throws `interrupted`, unless another command has begun it. */
async function cancelOwn(
  worker: StandInWorker,
  queue: Pick<JobQueue<unknown, unknown>, 'cancel' | 'wholeId'>,
  id: string,
): Promise<void> {
  await worker.leave(id);
  const became = await withinTime(
    1000,
    queue.cancel(id).catch(() => undefined),
  );
  if (became === 'active') return;
  const sentence =
    became === undefined
      ? `Stopped. Redis does not answer, so the job ${queue.wholeId(id)} is in its queue yet: "alongside jobs cancel" removes it.`
      : `Stopped, and the job ${queue.wholeId(id)} was taken out of its queue.`;
  throw new AlongsideError('interrupted', sentence, { job: id });
}

/** Queues a job for a worker that runs somewhere, or will. */
export async function queueJob<Payload>(
  kind: JobKind<Payload, unknown>,
  { terminal }: Pick<CliContext, 'terminal'>,
  servers: ServerConnections,
  job: Payload,
): Promise<void> {
  await checkRedis(servers.redis.url, { writes: true });
  const id = await withQueue(kind, servers, (queue) => queue.add(job));
  terminal.result({ job: id }, () => `Queued as job ${kind.name}/${id}.`);
}

async function tellWhoIsBefore(
  queue: Pick<JobQueue<unknown, unknown>, 'counts'>,
  name: string,
  terminal: CliContext['terminal'],
): Promise<void> {
  const { waiting, active } = await queue.counts();
  if (waiting + active === 0) return;
  const jobs = waiting + active === 1 ? '1 job comes' : `${waiting + active} jobs come`;
  terminal.note(
    `${jobs} before this one in the queue ${name}: "alongside jobs" shows what, "jobs cancel ID" removes it.`,
  );
}

async function withQueue<Payload, Result, T>(
  kind: JobKind<Payload, Result>,
  servers: ServerConnections,
  work: (queue: JobQueue<Payload, Result>) => Promise<T>,
): Promise<T> {
  const queue = new JobQueue(kind, servers);
  try {
    return await work(queue);
  } finally {
    await queue.close();
  }
}
