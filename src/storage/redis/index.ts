/** Snapshots in Redis: written whole, switched by one pointer, read and cached. */
export { clearSnapshots } from './clear-snapshots.js';
export { KeptSnapshot } from './kept-snapshot.js';
export { EMBEDDING_BLOCK, LIVE_KEY } from './keys.js';
export { listSnapshots } from './list-snapshots.js';
export { LiveSnapshot } from './live-snapshot.js';
export { openRedis } from './redis-connection.js';
export { SnapshotReader } from './snapshot-reader.js';
export { SnapshotWriter } from './snapshot-writer.js';
export {
  SNAPSHOT_FORMAT,
  type ProductCard,
  type SharedParts,
  type Snapshot,
  type SnapshotContent,
  type SnapshotId,
  type SnapshotManifest,
} from './snapshot.js';
export { encodeUserModel } from './user-model-codec.js';
