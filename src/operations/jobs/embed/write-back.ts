import { SnapshotWriteBack, type GraphConnection, type WrittenItem } from '../../../storage/neo4j/index.js';
import { messageOf, type ReportProgress } from '../../../core/index.js';
import { RuleBook, type RulesInForce } from '../../../serving/rules/index.js';
import { topLists } from '../../../serving/lists/index.js';
import { openSnapshot, type Snapshot, type SnapshotId } from '../../../storage/redis/index.js';
import type { JobParts } from '../job-process.js';
import type { WriteBackResult } from '../../../storage/queue/index.js';

type WriteBackParts = Pick<JobParts, 'graph' | 'redis' | 'progress'> & { readonly now: () => Date };

/** Products of one transaction: a few thousand relationships, so that an import waits for one no longer than for a batch of its own. */
const BATCH = 256;

/**
 * Writes a published snapshot's lists, category relations and embeddings into the graph. What it reads is the snapshot
 * itself, and the shop's rules as they hold now, so that the graph says what is served, and a write-back that was cut off
 * goes on without ranking anew.
 *
 * Never throws: the snapshot is live, whatever becomes of this.
 */
export async function writeSnapshotBack(
  parts: WriteBackParts,
  snapshot: SnapshotId,
  top: number,
): Promise<WriteBackResult> {
  if (top === 0) return { state: 'off' };
  try {
    return await writeBack(parts, await openSnapshot(parts.redis, snapshot, { cached: true }), top);
  } catch (error) {
    return { state: 'failed', reason: messageOf(error) };
  }
}

async function writeBack(
  { graph, redis, progress, now }: WriteBackParts,
  snapshot: Snapshot,
  top: number,
): Promise<WriteBackResult> {
  const started = now().getTime();
  const { manifest } = snapshot;
  const rules = await new RuleBook(redis, { clock: now }).inForce();
  const writing = await beginWriteBack(graph, snapshot, rules, top);
  const { state } = writing;
  const whole = state.lists === manifest.products;
  const ids = whole && state.embeddings === manifest.products ? [] : await productIds(snapshot, progress);
  if (!whole) await writeLists(writing, snapshot, rules, ids, progress);
  // Whatever of the lists is written anew, the relations of a live snapshot are there.
  const relations = state.live ? 0 : await writeRelations(writing, snapshot);
  await writing.makeLive();
  await writeEmbeddings(writing, snapshot, ids, progress);
  const removed = await writing.removeOld((done) => {
    progress({ step: 'removing the lists before the last from the graph', done, unit: 'relationships' });
  });
  if (whole && state.live && state.embeddings === manifest.products && removed === 0) return { state: 'unchanged' };
  return {
    state: 'written',
    lists: manifest.products,
    relations,
    removed,
    seconds: (now().getTime() - started) / 1000,
  };
}

function beginWriteBack(
  graph: GraphConnection,
  { manifest }: Snapshot,
  { version, state }: RulesInForce,
  top: number,
): Promise<SnapshotWriteBack> {
  const { id, model, createdAt, products } = manifest;
  return SnapshotWriteBack.begin(graph, {
    snapshot: id,
    model: model.id,
    layer: model.layer,
    createdAt,
    products,
    top,
    rulesVersion: version,
    rulesState: state,
  });
}

async function writeLists(
  writing: SnapshotWriteBack,
  snapshot: Snapshot,
  { rules }: RulesInForce,
  ids: readonly string[],
  progress: ReportProgress,
): Promise<void> {
  let done = writing.state.lists;
  for await (const batch of topLists(snapshot, { limit: writing.record.top, rules, from: done })) {
    done += batch.length;
    await writing.writeLists(
      batch.map(({ product, items }) => ({
        productId: ids[product],
        items: items.map((item): WrittenItem => ({
          productId: ids[item.product],
          score: item.score,
          source: item.source,
          support: item.together,
          sessions: item.sessions,
          through: ids[item.through] ?? null,
        })),
      })),
      done,
    );
    progress({ step: 'writing lists into the graph', done, total: ids.length, unit: 'products' });
  }
}

async function writeRelations(writing: SnapshotWriteBack, snapshot: Snapshot): Promise<number> {
  const { ids } = snapshot.shared.categories;
  let written = 0;
  for (let from = 0; from < ids.length; from += BATCH) {
    const categories = [...ids.keys()].slice(from, from + BATCH);
    const found = await snapshot.learnedRelations(categories);
    written += await writing.writeRelations(
      categories.map((category, i) => ({
        categoryId: ids[category],
        relations: (found[i] ?? []).map(({ related, ...numbers }) => ({ relatedId: ids[related], ...numbers })),
      })),
    );
  }
  return written;
}

async function writeEmbeddings(
  writing: SnapshotWriteBack,
  snapshot: Snapshot,
  ids: readonly string[],
  progress: ReportProgress,
): Promise<void> {
  const { products, dimension } = snapshot.manifest;
  const { embeddings: start } = writing.state;
  if (start === products) return;
  await writing.prepareEmbeddings(dimension);
  for await (const { from, rows } of snapshot.embeddings.blocks(start)) {
    const end = from + rows.length / dimension;
    for (let first = Math.max(from, start); first < end; first += BATCH) {
      const done = Math.min(end, first + BATCH);
      const batch = ids.slice(first, done).map((productId, i) => {
        const row = (first - from + i) * dimension;
        return { productId, vector: Array.from(rows.subarray(row, row + dimension)) };
      });
      await writing.writeEmbeddings(batch, done);
      progress({ step: 'writing embeddings into the graph', done, total: products, unit: 'products' });
    }
  }
}

/** The ids of all products, by number. */
async function productIds(snapshot: Snapshot, progress: ReportProgress): Promise<string[]> {
  const { products } = snapshot.manifest;
  const ids: string[] = [];
  while (ids.length < products) {
    const numbers = Array.from({ length: Math.min(1000, products - ids.length) }, (_, i) => ids.length + i);
    for (const card of await snapshot.cards(numbers)) ids.push(card.id);
    progress({ step: 'reading product ids', done: ids.length, total: products, unit: 'products' });
  }
  return ids;
}
