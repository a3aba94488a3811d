/** The canonical CSV: files to checked rows, what is wrong with the others, and what names an event. */
export { CsvRecords } from './csv-records.js';
export { EventIdentities, orderIdentity, type IdentifiedEvent } from './event-identity.js';
export { OccurrenceTable } from './occurrence-table.js';
export { readAhead } from './read-ahead.js';
export { RejectsFile } from './rejects-file.js';
export {
  categoryKind,
  categoryRelationKind,
  eventKind,
  eventKindIn,
  productKind,
  type FileKind,
  type RowKind,
} from './row-kinds.js';
export { readRows, type LocatedRow, type RejectedRow } from './row-reader.js';
export type { CategoryRelationRow, CategoryRow, ProductRow, ShopEvent } from './rows.js';
export { refuseNegative, typeBought } from './returned-quantity.js';
export { findSources, type SourceFile } from './sources.js';
export { clockOf, readUtc, type ClockReader } from './time-zone.js';
export { TextSource } from './text-source.js';
