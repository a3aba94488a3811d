import type { Redis } from 'ioredis';

/** Removes every snapshot and the `live` pointer; what `alongside reset` does. Returns the number of keys removed. */
export async function clearSnapshots(redis: Redis): Promise<number> {
  let removed = 0;
  for await (const keys of redis.scanStream({ match: 'alongside:*', count: 1000 })) {
    const batch = keys as string[];
    if (batch.length > 0) removed += await redis.unlink(...batch);
  }
  return removed;
}
