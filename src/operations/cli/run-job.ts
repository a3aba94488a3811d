import { pino } from 'pino';
import { JobQueue, type JobKind } from '../../storage/queue/index.js';
import { startWorker } from '../jobs/index.js';
import type { ServerConnections } from '../../core/index.js';
import type { CliContext } from './command.js';
import { modelsFolder } from './models.js';

/** Queues a job and follows it to its end; where no worker is connected, runs one here for as long as it takes. */
export async function runJob<Payload, Result>(
  kind: JobKind<Payload, Result>,
  context: CliContext,
  servers: ServerConnections,
  job: Payload,
): Promise<Result> {
  const { terminal, signal } = context;
  return withQueue(kind, servers, async (queue) => {
    const worker =
      (await queue.workers()) === 0
        ? startWorker({ servers, models: modelsFolder(context), logger: pino({ level: 'silent' }) })
        : undefined;
    try {
      return await queue.follow(await queue.add(job), terminal.progress, signal);
    } finally {
      await worker?.close(signal.aborted);
    }
  });
}

/** Queues a job for a worker that runs somewhere, or will. */
export async function queueJob<Payload>(
  kind: JobKind<Payload, unknown>,
  { terminal }: Pick<CliContext, 'terminal'>,
  servers: ServerConnections,
  job: Payload,
): Promise<void> {
  const id = await withQueue(kind, servers, (queue) => queue.add(job));
  terminal.result({ job: id }, () => `Queued as job ${id}.`);
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
