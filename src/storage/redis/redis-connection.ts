import { Redis } from 'ioredis';
import { AlongsideError, messageOf } from '../../core/index.js';

/** Connects and checks that Redis answers; throws `redis-unreachable` with what to do. The URL's password is never shown. */
export async function openRedis(url: string): Promise<Redis> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 2, enableReadyCheck: true });
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

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the given REDIS_URL';
}
