import type { Redis } from 'ioredis';
import { snapshotCorrupt } from './damaged-part.js';
import { isWrongType } from './redis-failure.js';
import { LIVE_KEY } from './snapshot-keys.js';
import type { SnapshotId } from './snapshot-manifest.js';

/** What names a snapshot, and a part of its keys. */
const ID = /^[\w.-]{1,64}$/;

/** The id of the snapshot that is live; undefined before the first. Throws `snapshot-corrupt` where the key holds no id. */
export async function readLiveId(redis: Redis): Promise<SnapshotId | undefined> {
  const id = await redis.get(LIVE_KEY).catch((error: unknown) => {
    throw isWrongType(error) ? snapshotCorrupt(LIVE_KEY, error) : error;
  });
  if (id !== null && !ID.test(id)) throw snapshotCorrupt(LIVE_KEY);
  return id ?? undefined;
}

/** The same for whoever writes: a key that holds no name says as much as none, and is about to be replaced. */
export async function liveOrNone(redis: Redis): Promise<SnapshotId | null> {
  return redis.get(LIVE_KEY).catch((error: unknown) => {
    if (isWrongType(error)) return null;
    throw error;
  });
}
