/** The graph: import, export, backup, write-back, and the analysts' statements. */
export { GraphRestore } from './backup/restore-graph.js';
export {
  holdingEvents,
  holdNodes,
  savedCategories,
  savedEvents,
  savedProducts,
  savedRelations,
} from './backup/save-graph.js';
export * as savedRows from './backup/saved-rows.js';
export type { SavedCategory, SavedEvent, SavedProduct, SavedRelation, SavedUser } from './backup/saved-rows.js';
export { exploreLibrary, findStatement, statementParameters } from './explore/explore-library.js';
export type { ExploreStatement } from './explore/explore-statement.js';
export { ownStatement } from './explore/own-statement.js';
export type { ParameterValue } from './explore/parameter-value.js';
export type { ReadOnlyResult } from './explore/run-read-only.js';
export { refuseUnknownIds } from './explore/unknown-ids.js';
export { exportCatalogue } from './export-catalogue.js';
export { exportInteractions } from './export-interactions.js';
export { GraphConnection, type GraphTransaction, type HeldGraph, type Statement } from './graph-connection.js';
export type { RowStatement } from './statement-rows.js';
export { countGraph, emptyGraph, type GraphSize } from './graph-size.js';
export { eventColumns } from './import/event-columns.js';
export { importFiles } from './import/import-files.js';
export type { ImportReport, RowCounts } from './import/import-report.js';
export { GraphIntake, type EventsOutcome } from './intake/graph-intake.js';
export { ensureSchema } from './schema.js';
export { hasWrittenLists } from './write-back/has-written-lists.js';
export { SnapshotWriteBack } from './write-back/snapshot-write-back.js';
export type { WrittenItem } from './write-back/written-back.js';
