import type { QueueOptions } from 'bullmq';
import { Cluster } from 'ioredis';
import { clusterAt, namesCluster } from '../redis/index.js';

/**
 * Connection and key prefix of every queue; the braces keep its keys on one node of a Redis Cluster.
 *
 * @param retries of a command while Redis is away; null waits for ever, as a worker must
 */
export function queueOptions(redisUrl: string, retries: number | null = 3): QueueOptions {
  const connection = namesCluster(redisUrl)
    ? clusterAt(redisUrl, { maxRetriesPerRequest: retries, connectTimeout: 3000 })
    : { url: redisUrl, maxRetriesPerRequest: retries, connectTimeout: 3000, retryStrategy: retryAfter };
  return { connection, prefix: '{alongside}' };
}

/** Milliseconds to the next attempt to connect: never long, so that what waits for Redis goes on soon after it came back. */
function retryAfter(attempt: number): number {
  return Math.min(attempt * 200, 2000);
}

/** Lets go of the client of a cluster, which BullMQ leaves to whoever made it; of any other it lets go itself. */
export function releaseConnection({ connection }: QueueOptions): void {
  if (connection instanceof Cluster) connection.disconnect();
}
