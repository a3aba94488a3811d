import { Redis, type RedisOptions } from 'ioredis';
import { checkRedis, type RedisNeeds } from './check-redis.js';
import { clusterAt, namesCluster } from './redis-cluster.js';

/** For what is done once: a command is tried again while Redis restarts. */
const patient = { maxRetriesPerRequest: 2 } satisfies RedisOptions;

/**
 * For a service that many wait for: a command fails at once while there is no connection, and with it those that it was sent
 * by; connections are begun anew beside, at most half a second apart.
 */
const prompt = {
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  enableOfflineQueue: false,
  connectTimeout: 2000,
  disconnectTimeout: 1,
  retryStrategy: (attempts: number) => Math.min(50 * attempts, 500),
} satisfies RedisOptions;

/**
 * Connects, once Redis was found to be of use.
 *
 * @throws AlongsideError `redis-unreachable` with the cause and what to do, within five seconds; a URL's password is never
 * shown
 */
export async function openRedis(
  url: string,
  { failFast = false, ...needs }: RedisNeeds & { readonly failFast?: boolean } = {},
): Promise<Redis> {
  await checkRedis(url, needs);
  const redis = clientOf(url, failFast);
  redis.on('error', () => undefined); // The failing command reports it; without a listener ioredis would write to the console.
  await redis.connect();
  return redis;
}

function clientOf(url: string, failFast: boolean): Redis {
  const options = failFast ? prompt : patient;
  if (!namesCluster(url)) return new Redis(url, { lazyConnect: true, enableReadyCheck: true, ...options });
  const { enableOfflineQueue, retryStrategy, ...ofNodes } = { ...prompt, commandTimeout: 2000 };
  const cluster = failFast
    ? clusterAt(url, ofNodes, { enableOfflineQueue, clusterRetryStrategy: retryStrategy })
    : clusterAt(url, options);
  // It takes the commands of a client of one server; what asks each server asks `serversOf`.
  return cluster as unknown as Redis;
}
