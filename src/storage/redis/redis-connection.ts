import { Redis, type RedisOptions } from 'ioredis';
import { AlongsideError, messageOf } from '../../core/index.js';
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

/** Connects and checks that Redis answers; throws `redis-unreachable` with what to do. The URL's password is never shown. */
export async function openRedis(url: string, { failFast = false } = {}): Promise<Redis> {
  const redis = clientOf(url, failFast);
  redis.on('error', () => undefined); // The failing command reports it; without a listener ioredis would write to the console.
  try {
    await redis.connect();
    await redis.ping();
    return redis;
  } catch (cause) {
    redis.disconnect();
    throw new AlongsideError(
      'redis-unreachable',
      `Redis at ${hostOf(url)} does not answer (${messageOf(cause)}). Start it with "alongside up", or check REDIS_URL.`,
      { host: hostOf(url) },
      { cause },
    );
  }
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

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the given REDIS_URL';
}
