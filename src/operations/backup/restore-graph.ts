import { join } from 'node:path';
import { AlongsideError, type ReportProgress } from '../../core/index.js';
import { CsvRecords } from '../../shop/csv/index.js';
import {
  countGraph,
  ensureSchema,
  GraphRestore,
  savedRows,
  type GraphConnection,
  type SavedCategory,
  type SavedUser,
} from '../../storage/neo4j/index.js';
import type { BackupManifest } from './backup-manifest.js';
import { categoryFormat, eventFormat, productFormat, relationFormat, type RowFormat } from './row-format.js';
import { inBatches, readLines, readText } from './row-files.js';

/** Rows of a transaction. */
const BATCH = 5000;

/** Writes the shop of a backup into an empty graph; throws `restore-incomplete` where not all of it came to be. */
export async function restoreGraph(
  graph: GraphConnection,
  folder: string,
  { graph: expected }: BackupManifest,
  progress: ReportProgress,
): Promise<void> {
  await ensureSchema(graph);
  const restore = new GraphRestore(graph);
  const placed: SavedCategory[] = [];
  for await (const rows of inBatches(rowsOf(folder, categoryFormat), BATCH)) {
    await restore.categories(rows);
    placed.push(...rows.filter(({ parentIds }) => parentIds.length > 0));
  }
  for (let from = 0; from < placed.length; from += BATCH) await restore.parents(placed.slice(from, from + BATCH));
  for await (const rows of inBatches(rowsOf(folder, productFormat), BATCH)) await restore.products(rows);
  for await (const rows of inBatches(rowsOf(folder, relationFormat), BATCH)) await restore.relations(rows);
  for await (const rows of inBatches(silentCustomers(folder), BATCH)) await restore.customers(rows);
  let done = 0;
  for await (const rows of inBatches(rowsOf(folder, eventFormat), BATCH)) {
    await restore.events(rows);
    progress({ step: 'restoring the graph', done: (done += rows.length), total: expected.events, unit: 'events' });
  }
  const found = await countGraph(graph);
  const short = (Object.keys(expected) as (keyof typeof expected)[]).find((kind) => found[kind] !== expected[kind]);
  if (short === undefined) {
    await restore.settle();
    return;
  }
  throw new AlongsideError(
    'restore-incomplete',
    `The graph has ${found[short]} ${short} of ${expected[short]}. Let nothing else write to it, and restore again: that begins anew.`,
    { kind: short, found: found[short], expected: expected[short] },
  );
}

/** The rows that stand as CSV, then those that stand as JSON. */
async function* rowsOf<Row>(folder: string, format: RowFormat<Row>): AsyncGenerator<Row, void> {
  const records = new CsvRecords();
  let header = true;
  for await (const text of readText(join(folder, `graph/${format.name}.csv.gz`))) {
    for (const { fields } of records.push(text)) {
      if (!header) yield format.fromCells(fields);
      header = false;
    }
  }
  for await (const line of readLines(join(folder, `graph/${format.name}.jsonl.gz`))) {
    yield format.schema.parse(JSON.parse(line));
  }
}

async function* silentCustomers(folder: string): AsyncGenerator<SavedUser, void> {
  for await (const line of readLines(join(folder, 'graph/users.jsonl.gz'))) {
    yield savedRows.savedUser.parse(JSON.parse(line));
  }
}
