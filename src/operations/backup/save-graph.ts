import { createHash } from 'node:crypto';
import type { ReportProgress } from '../../core/index.js';
import {
  holdNodes,
  savedCategories,
  savedEvents,
  savedProducts,
  savedRelations,
  type GraphSize,
  type HeldGraph,
  type SavedEvent,
  type SavedUser,
} from '../../storage/neo4j/index.js';
import { categoryFormat, csvLine, eventFormat, productFormat, relationFormat, type RowFormat } from './row-format.js';
import type { RowFiles } from './row-files.js';

/** Writes the shop of a graph that nobody writes events to. */
export async function saveGraph(
  graph: HeldGraph,
  files: RowFiles,
  progress: ReportProgress,
): Promise<{ graph: GraphSize; writeBack: number }> {
  let size = await sizeOf(graph);
  const report = (done: number): void => {
    progress({ step: 'saving the graph', done, total: size.events, unit: 'events' });
  };
  report(0);
  const before = await catalogueDigest(graph);
  await saveCatalogue(graph, files);
  if ((await catalogueDigest(graph)) !== before) {
    // Somebody changes prices or names: they wait too while the catalogue is read once more.
    await holdNodes(graph);
    size = await sizeOf(graph);
    await files.discard(categoryFormat.name, productFormat.name);
    await saveCatalogue(graph, files);
  }
  await saveRows(files, relationFormat, savedRelations(graph));
  const silent: SavedUser[] = [];
  await saveRows(files, eventFormat, eventsAlone(savedEvents(graph), silent, report));
  await files.write(
    'graph/users.jsonl.gz',
    silent.map((user) => JSON.stringify(user)),
  );
  let top = 0;
  for await (const row of graph.stream('read/written-back')) top = row.top;
  return { graph: size, writeBack: top };
}

async function saveCatalogue(graph: HeldGraph, files: RowFiles): Promise<void> {
  await saveRows(files, categoryFormat, savedCategories(graph));
  await saveRows(files, productFormat, savedProducts(graph));
}

async function catalogueDigest(graph: HeldGraph): Promise<string> {
  const hash = createHash('sha256');
  for await (const row of savedCategories(graph)) hash.update(JSON.stringify(row));
  for await (const row of savedProducts(graph)) hash.update(JSON.stringify(row));
  return hash.digest('hex');
}

async function sizeOf(graph: HeldGraph): Promise<GraphSize> {
  for await (const size of graph.stream('read/count-graph')) return size;
  return { users: 0, products: 0, categories: 0, events: 0 };
}

async function saveRows<Row>(files: RowFiles, format: RowFormat<Row>, rows: AsyncIterable<Row>): Promise<void> {
  const others: Row[] = [];
  await files.write(`graph/${format.name}.csv.gz`, lines());
  await files.write(
    `graph/${format.name}.jsonl.gz`,
    others.map((row) => JSON.stringify(row)),
  );

  async function* lines(): AsyncGenerator<string, void> {
    yield format.columns.join(',');
    for await (const row of rows) {
      const line = csvLine(format, row);
      if (line === undefined) others.push(row);
      else yield line;
    }
  }
}

async function* eventsAlone(
  rows: AsyncIterable<SavedEvent | SavedUser>,
  silent: SavedUser[],
  report: (done: number) => void,
): AsyncGenerator<SavedEvent, void> {
  let events = 0;
  for await (const row of rows) {
    if (!('type' in row)) silent.push(row);
    else {
      if (++events % 5000 === 0) report(events);
      yield row;
    }
  }
}
