/** Redis: versioned embeddings, lists and cards; one pointer `live`, moved in one step. */
export { clearSnapshots } from './clear-snapshots.js';
export { LIVE_KEY } from './keys.js';
export { listSnapshots, type SnapshotSummary } from './list-snapshots.js';
export { openRedis } from './redis-connection.js';
export { KeptSnapshot } from './kept-snapshot.js';
export { LiveSnapshot, type LiveSnapshotOptions, type Prepare } from './live-snapshot.js';
export { SnapshotReader } from './snapshot-reader.js';
export { SnapshotWriter } from './snapshot-writer.js';
export { encodeUserModel } from './user-model-codec.js';
export { SNAPSHOT_FORMAT } from './snapshot.js';
export type {
  CandidateList,
  LearnedRelation,
  ProductCard,
  ProductLists,
  ScoreParts,
  SharedParts,
  Snapshot,
  SnapshotContent,
  SnapshotId,
  SnapshotManifest,
  SourceList,
} from './snapshot.js';
export { EMBEDDING_BLOCK } from './keys.js';
