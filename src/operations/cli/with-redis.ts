import type { Redis } from 'ioredis';
import type { ServerConnections } from '../../core/index.js';
import { openRedis } from '../../storage/redis/index.js';
import type { CliContext } from './command.js';
import { requireServers } from './servers.js';

/** Works with the Redis of a home's servers, and lets go of it; throws `servers-not-running` or `redis-unreachable` with what to do. */
export async function withRedis<Value>(
  context: Pick<CliContext, 'home' | 'env' | 'terminal' | 'signal'>,
  work: (redis: Redis, servers: ServerConnections) => Promise<Value>,
  needs: { readonly writes?: boolean } = {},
): Promise<Value> {
  const servers = await requireServers(context);
  const redis = await openRedis(servers.redis.url, needs);
  try {
    return await work(redis, servers);
  } finally {
    redis.disconnect();
  }
}
