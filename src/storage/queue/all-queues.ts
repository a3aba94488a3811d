import { Queue } from 'bullmq';
import type { ServerConnections } from '../../core/index.js';
import { removeDeduplication, removeWrongKeys, withQueueChecked } from './damaged-queue.js';
import { embedKind } from './embed-job.js';
import { lastFinishedOf, type FinishedJob } from './last-finished.js';
import { countJobs, lastingWorkers, type QueueCounts } from './queue-counts.js';
import { queueOptions, releaseConnection } from './queue-options.js';
import { publishKind } from './publish-job.js';
import { trainKind } from './train-job.js';

/** Every kind of job that there is, by the name of its queue. */
export const jobKinds = { train: trainKind, embed: embedKind, publish: publishKind } as const;

/** How many jobs stand where, by queue. */
export async function countQueues(servers: Pick<ServerConnections, 'redis'>): Promise<Record<string, QueueCounts>> {
  const counts: Record<string, QueueCounts> = {};
  await forEachQueue(servers, async (queue) => {
    counts[queue.name] = await countJobs(queue);
  });
  return counts;
}

/** How many workers are connected, by queue. */
export async function countWorkers(servers: Pick<ServerConnections, 'redis'>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  await forEachQueue(servers, async (queue) => {
    counts[queue.name] = await lastingWorkers(queue);
  });
  return counts;
}

/** The latest job of each queue that ended well; none of a queue where none did. */
export async function lastFinished(servers: Pick<ServerConnections, 'redis'>): Promise<Record<string, FinishedJob>> {
  const found: Record<string, FinishedJob> = {};
  await forEachQueue(servers, async (queue) => {
    const job = await lastFinishedOf(queue);
    if (job !== undefined) found[queue.name] = job;
  });
  return found;
}

/** Removes every job of every queue, active ones too; what `alongside reset` does. */
export async function clearQueues(servers: Pick<ServerConnections, 'redis'>): Promise<void> {
  await forEachQueue(servers, async (queue) => {
    await removeWrongKeys(queue, servers);
    await queue.obliterate({ force: true });
    await removeDeduplication(queue, servers);
  });
}

async function forEachQueue(
  { redis }: Pick<ServerConnections, 'redis'>,
  work: (queue: Queue) => Promise<void>,
): Promise<void> {
  for (const { name } of Object.values(jobKinds)) {
    const options = queueOptions(redis.url);
    const queue = new Queue(name, options);
    queue.on('error', () => undefined); // Reported by the call that meets it.
    try {
      await withQueueChecked(queue, { redis }, work);
    } finally {
      await queue.close();
      releaseConnection(options);
    }
  }
}
