/** The shop in Neo4j: connection, schema, import, sizes. */
export { GraphConnection } from './graph-connection.js';
export { ensureSchema } from './schema.js';
export { countGraph, emptyGraph, type GraphSize } from './graph-size.js';
export { importFiles, type ImportOptions } from './import/import-files.js';
export type { FileReport, ImportReport, RowCounts } from './import/import-report.js';
export { exportCatalogue, type NodeNumbers } from './export-catalogue.js';
export { exportInteractions, type ExportedInteractions } from './export-interactions.js';
export { hasWrittenLists } from './write-back/has-written-lists.js';
export { SnapshotWriteBack } from './write-back/snapshot-write-back.js';
export type {
  SnapshotRecord,
  WriteBackState,
  WrittenEmbedding,
  WrittenItem,
  WrittenList,
  WrittenRelations,
} from './write-back/written-back.js';
export { exploreLibrary, findStatement, statementParameters } from './explore/explore-library.js';
export type { ExploreStatement, StatementParameter } from './explore/explore-statement.js';
export { refuseUnknownIds } from './explore/unknown-ids.js';
export { ownStatement } from './explore/own-statement.js';
export { type ParameterValue } from './explore/parameter-value.js';
export type { ReadOnlyOptions, ReadOnlyResult } from './explore/run-read-only.js';
