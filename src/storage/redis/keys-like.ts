import type { Redis } from 'ioredis';
import { serversOf } from './redis-cluster.js';

/** The keys of a pattern on all servers, some at a time, in no order; one may come twice. */
export async function* keysLike(redis: Redis, pattern: string): AsyncGenerator<readonly string[], void> {
  for (const server of serversOf(redis)) {
    for await (const keys of server.scanStream({ match: pattern, count: 1000 })) yield keys as string[];
  }
}

/** Removes the keys of a pattern; returns how many. */
export async function removeKeysLike(redis: Redis, pattern: string): Promise<number> {
  let removed = 0;
  for await (const keys of keysLike(redis, pattern)) {
    // Each by itself: keys of one node may lie in slots of their own.
    for (const gone of await Promise.all(keys.map((key) => redis.unlink(key)))) removed += gone;
  }
  return removed;
}
