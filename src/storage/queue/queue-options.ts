import type { QueueOptions } from 'bullmq';

/**
 * Connection and key prefix of every queue; the braces keep its keys on one node of a Redis Cluster.
 *
 * @param retries of a command while Redis is away; null waits for ever, as a worker must
 */
export function queueOptions(redisUrl: string, retries: number | null = 3): QueueOptions {
  return { connection: { url: redisUrl, maxRetriesPerRequest: retries }, prefix: '{alongside}' };
}
