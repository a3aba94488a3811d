/** From a shop's files to validated rows: the canonical CSV, what is wrong with it, and what identifies an event. */
export {
  eventTypes,
  type CategoryRelationRow,
  type CategoryRow,
  type EventType,
  type ProductRow,
  type ShopEvent,
} from './rows.js';
export {
  categoryKind,
  categoryRelationKind,
  eventKind,
  fileKinds,
  productKind,
  type FileKind,
  type RowKind,
} from './row-kinds.js';
export { readRows, type LocatedRow, type ReadOptions, type RejectedRow, type RowBatch } from './row-reader.js';
export { readAhead } from './read-ahead.js';
export { EventIdentities, givenIdentity } from './event-identity.js';
export { OccurrenceTable } from './occurrence-table.js';
export { findSources, type SourceFile, type Sources } from './sources.js';
export { RejectsFile } from './rejects-file.js';
export { readInteractionLists, type InteractionPairs } from './interaction-lists.js';
