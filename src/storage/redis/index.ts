/** Snapshots in Redis: written whole, switched by one pointer, read and cached; `snapshot-parts.ts` says what they hold. */
export { exposureSchema, type SnapshotExposure } from './exposure-schema.js';
export { checkRedis } from './check-redis.js';
export { clearSnapshots } from './clear-snapshots.js';
export { removeKeysLike } from './keys-like.js';
export { listSnapshots, type SnapshotSummary } from './list-snapshots.js';
export { liveOrNone, readLiveId } from './live-pointer.js';
export { expireUnused, type Expired } from './expire-unused.js';
export { followChanges } from './follow-changes.js';
export { LiveSnapshot } from './live-snapshot.js';
export { openSnapshot } from './open-snapshot.js';
export { productNumbers } from './product-numbers.js';
export type { ProductCard } from './product-card.js';
export {
  POINTER_NAMES,
  SET_POINTERS,
  dropPrevious,
  isPointedAt,
  readPointers,
  setPointer,
  type PointerName,
  type Pointers,
  type SetPointer,
} from './pointers.js';
export { clusterAt, markCluster, namesCluster } from './redis-cluster.js';
export { openRedis } from './redis-connection.js';
export { isRedisFailure, isWrongType } from './redis-failure.js';
export { RedisWatch, type RedisWatchOptions } from './redis-watch.js';
export { RedisPing } from './redis-ping.js';
export type { SharedParts } from './shared-parts.js';
export { restoreValues, savedValue, savedValues, type SavedValue } from './saved-keys.js';
export { CHANGES_CHANNEL, LIVE_KEY, POINTERS_KEY, manifestKey, snapshotKey, snapshotPattern } from './snapshot-keys.js';
export { SNAPSHOT_FORMAT, type SnapshotId, type SnapshotManifest } from './snapshot-manifest.js';
export { SNAPSHOT_PARTS, type SnapshotContents, type SnapshotParts } from './snapshot-parts.js';
export { makeRoom, mostSnapshotBytes, type SnapshotShape } from './snapshot-size.js';
export { SnapshotWriter } from './snapshot-writer.js';
export type { NewManifest, NewSnapshot, Snapshot } from './snapshot.js';
export { isSnapshotGone } from './snapshot-gone.js';
