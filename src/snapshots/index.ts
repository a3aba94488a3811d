/** Redis: versioned embeddings, lists and cards; one pointer `live`, moved in one step. */
export { clearSnapshots } from './clear-snapshots.js';
export { LIVE_KEY } from './keys.js';
export { listSnapshots, type SnapshotSummary } from './list-snapshots.js';
export { openRedis } from './redis-connection.js';
export { LiveSnapshot, SnapshotReader } from './snapshot-reader.js';
export { SnapshotWriter } from './snapshot-writer.js';
export { SNAPSHOT_FORMAT } from './snapshot.js';
export type {
  CandidateList,
  LearnedRelation,
  ProductCard,
  ProductLists,
  SharedParts,
  SnapshotContent,
  SnapshotId,
  SnapshotManifest,
} from './snapshot.js';
export { EMBEDDING_BLOCK } from './keys.js';
