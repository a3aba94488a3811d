import type { Redis } from 'ioredis';
import { keysLike } from './keys-like.js';
import { snapshotIds } from './list-snapshots.js';
import { isPointedAt, readPointers } from './pointers.js';
import { draftKey, manifestKey } from './snapshot-keys.js';
import type { SnapshotId } from './snapshot-manifest.js';
import { SNAPSHOT_PARTS } from './snapshot-parts.js';
import { SnapshotWriter } from './snapshot-writer.js';

/** What was let go of. */
export interface Expired {
  /** Snapshots that had no end, and no pointer. */
  readonly snapshots: readonly SnapshotId[];
  /** Keys of snapshots that were never finished, and had no end. */
  readonly drafts: number;
}

/** Gives all of Redis' snapshots an end that nothing points at: what a roll-back or a killed job left behind. */
export async function expireUnused(redis: Redis, graceSeconds: number): Promise<Expired> {
  const writer = new SnapshotWriter(redis, SNAPSHOT_PARTS);
  await writer.expireUnused(graceSeconds);
  const pointers = await readPointers(redis);
  const snapshots: SnapshotId[] = [];
  for (const id of await snapshotIds(redis)) {
    if (isPointedAt(pointers, id) || (await redis.ttl(manifestKey(id))) !== -1) continue;
    await writer.letExpire(id, graceSeconds);
    snapshots.push(id);
  }
  return { snapshots: snapshots.sort(), drafts: await expireDrafts(redis, graceSeconds) };
}

async function expireDrafts(redis: Redis, seconds: number): Promise<number> {
  let drafts = 0;
  for await (const keys of keysLike(redis, draftKey('*', '*'))) {
    for (const key of keys) {
      if ((await redis.ttl(key)) !== -1) continue;
      drafts += await redis.expire(key, Math.max(1, seconds));
    }
  }
  return drafts;
}
