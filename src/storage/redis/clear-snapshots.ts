import type { Redis } from 'ioredis';
import { serversOf } from './redis-cluster.js';

/** Removes every snapshot and the `live` pointer; what `alongside reset` does. Returns the number of keys removed. */
export async function clearSnapshots(redis: Redis): Promise<number> {
  let removed = 0;
  for (const server of serversOf(redis)) {
    for await (const keys of server.scanStream({ match: 'alongside:*', count: 1000 })) {
      // Each by itself: keys of one node may lie in slots of their own.
      for (const gone of await Promise.all((keys as string[]).map((key) => redis.unlink(key)))) removed += gone;
    }
  }
  return removed;
}
