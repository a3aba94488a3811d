import type { Redis } from 'ioredis';
import { GraphConnection } from '../../src/storage/neo4j/index.js';
import type { ServerConnections } from '../../src/core/index.js';
import { openRedis } from '../../src/storage/redis/index.js';
import { emptyRedis, emptyServers, testServers } from './servers.js';

/** The servers of this mocha run, with a connection to each. */
export interface OpenServers {
  readonly servers: ServerConnections;
  readonly graph: GraphConnection;
  readonly redis: Redis;
  /** Leaves them empty for the next tests, and lets go of them. */
  close(): Promise<void>;
}

/** Empties the servers of this mocha run and connects; the hook that calls it first needs `serversTimeout`. */
export async function openEmptyServers(): Promise<OpenServers> {
  const servers = await testServers();
  await emptyServers(servers);
  const [graph, redis] = await Promise.all([GraphConnection.open(servers.neo4j), openRedis(servers.redis.url)]);
  const close = async (): Promise<void> => {
    await emptyServers(servers);
    redis.disconnect();
    await graph.close();
  };
  return { servers, graph, redis, close };
}

/** The same of Redis alone, to be left with `leaveRedis`. */
export async function openEmptyRedis(): Promise<Redis> {
  const servers = await testServers();
  await emptyRedis(servers);
  return openRedis(servers.redis.url);
}

/** Leaves it empty for the next tests, and lets go of it; of none, where the hook that opens it failed, there is nothing to leave. */
export async function leaveRedis(redis: Redis | undefined): Promise<void> {
  await redis?.flushdb();
  redis?.disconnect();
}
