import { basename } from 'node:path';
import { AlongsideError } from '../../core/index.js';
import { CsvRecords, type CsvRecord } from './csv-records.js';
import { TextSource } from './text-source.js';
import type { RowKind } from './row-kinds.js';

/** A row that cannot be used, as it was, with the reason. */
export interface RejectedRow {
  readonly line: number;
  readonly raw: string;
  readonly reason: string;
}

/** A valid row and where it stands, so that a later check can still reject it with its line. */
export interface LocatedRow<Row> {
  readonly row: Row;
  readonly line: number;
  readonly raw: string;
}

/** The next rows of a file, in its order; `rows` and `rejected` together are the records read. */
export interface RowBatch<Row> {
  readonly rows: readonly LocatedRow<Row>[];
  readonly rejected: readonly RejectedRow[];
  /** Bytes of the file on disk read so far, of `size`. */
  readonly bytesRead: number;
  readonly size: number;
}

export interface ReadOptions {
  /** Valid rows a batch; the last one is shorter. */
  readonly batchSize?: number;
  /** Hears about columns that are not part of the format, once. */
  readonly onExtraColumns?: (columns: readonly string[]) => void;
}

/**
 * Reads and checks one canonical file, holding about one batch in memory.
 *
 * Throws `file-unreadable`, `file-not-text` and `column-missing`; a bad row is never an error but part of `rejected`.
 */
export async function* readRows<Row>(
  path: string,
  kind: RowKind<Row>,
  { batchSize = 8000, onExtraColumns }: ReadOptions = {},
): AsyncGenerator<RowBatch<Row>, void> {
  const source = await TextSource.open(path);
  const records = new CsvRecords();
  let check: ((record: CsvRecord) => LocatedRow<Row> | RejectedRow) | undefined;
  let rows: LocatedRow<Row>[] = [];
  let rejected: RejectedRow[] = [];
  const batch = (): RowBatch<Row> => {
    const full = { rows, rejected, bytesRead: source.bytesRead, size: source.size };
    rows = [];
    rejected = [];
    return full;
  };
  for await (const found of recordsOf(source, records)) {
    for (const record of found) {
      if (check === undefined) {
        check = rowCheck(kind, readHeader(path, kind, record.fields, onExtraColumns));
        continue;
      }
      const checked = check(record);
      if ('reason' in checked) rejected.push(checked);
      else rows.push(checked);
      if (rows.length + rejected.length >= batchSize) yield batch();
    }
  }
  if (check === undefined) readHeader(path, kind, [], undefined);
  yield batch();
}

async function* recordsOf(source: TextSource, records: CsvRecords): AsyncGenerator<Iterable<CsvRecord>, void> {
  for await (const text of source.pieces()) yield records.push(text);
  yield records.end();
}

/** The column names of a file, or an empty list for an empty file. */
export async function readColumns(path: string): Promise<readonly string[]> {
  const source = await TextSource.open(path);
  for await (const found of recordsOf(source, new CsvRecords())) {
    for (const { fields } of found) return fields.map((name) => name.trim());
  }
  return [];
}

/** Where each known column stands in the file. */
interface Header {
  readonly width: number;
  readonly columns: readonly { readonly name: string; readonly position: number }[];
}

function readHeader(
  path: string,
  kind: RowKind<unknown>,
  fields: readonly string[],
  onExtraColumns: ReadOptions['onExtraColumns'],
): Header {
  const names = fields.map((name) => name.trim());
  const missing = kind.required.filter((name) => !names.includes(name));
  const known = [...kind.required, ...kind.optional];
  const twice = known.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (missing.length > 0 || twice.length > 0) {
    const fault =
      missing.length > 0 ? `lacks the column ${missing.join(', ')}` : `has the column ${twice.join(', ')} twice`;
    throw new AlongsideError(
      missing.length > 0 ? 'column-missing' : 'column-repeated',
      `${basename(path)} ${fault}. Its first line must name the columns ${kind.required.join(', ')}, and may name ${kind.optional.join(', ') || 'no others'}.`,
      { path, missing, twice },
    );
  }
  const extra = names.filter((name) => !known.includes(name));
  if (extra.length > 0) onExtraColumns?.(extra);
  const columns = known
    .map((name) => ({ name, position: names.indexOf(name) }))
    .filter(({ position }) => position >= 0);
  return { width: names.length, columns };
}

function rowCheck<Row>(kind: RowKind<Row>, header: Header): (record: CsvRecord) => LocatedRow<Row> | RejectedRow {
  return ({ line, raw, fields, fault }) => {
    if (fault !== undefined) return { line, raw, reason: fault };
    if (fields.length !== header.width) {
      return { line, raw, reason: `${String(fields.length)} values instead of ${String(header.width)}` };
    }
    const values: Record<string, string> = {};
    for (const { name, position } of header.columns) {
      const value = fields[position];
      if (value !== '') values[name] = value;
    }
    const result = kind.schema.safeParse(values);
    if (result.success) return { line, raw, row: result.data };
    const [issue] = result.error.issues;
    return { line, raw, reason: `${issue.path.join('.')} ${issue.message}` };
  };
}
