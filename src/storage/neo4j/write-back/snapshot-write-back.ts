import type { GraphConnection } from '../graph-connection.js';
import { ensureEmbeddingIndex } from './embedding-index.js';
import { removeOldSnapshots } from './remove-old-snapshots.js';
import type {
  SnapshotRecord,
  WriteBackState,
  WrittenEmbedding,
  WrittenList,
  WrittenRelations,
} from './written-back.js';

/**
 * One snapshot's lists, relations and embeddings in the graph.
 *
 * Lists and relations carry the snapshot's id and are written beside those of the snapshot that readers read;
 * `makeLive` moves the readers in one step, so nobody meets half a version. Where only the shop's rules or the length of
 * lists changed, each product's list is replaced where it stands, whole. Every call is one short transaction, retried
 * where it meets an import on the same product, and may be repeated: what was left is done again to the same end.
 */
export class SnapshotWriteBack {
  private constructor(
    private readonly graph: GraphConnection,
    readonly record: SnapshotRecord,
    /** How far it was when it began. */
    readonly state: WriteBackState,
  ) {}

  /** Begins to write a snapshot back, or goes on with it. */
  static async begin(graph: GraphConnection, record: SnapshotRecord): Promise<SnapshotWriteBack> {
    await graph.writeImplicit('schema/snapshot-id');
    const [state] = await graph.writeReturning('write/begin-write-back', { ...record });
    return new SnapshotWriteBack(graph, record, state);
  }

  /**
   * Writes some products' lists.
   *
   * @param done products of the snapshot whose lists are there when these are
   */
  async writeLists(lists: readonly WrittenList[], done: number): Promise<void> {
    const items = lists.flatMap((list) => list.items);
    let end = 0;
    await this.writeCounted({ lists: done, embeddings: null }, 'write/replace-also-consider', {
      productIds: lists.map(({ productId }) => productId),
      ends: lists.map((list) => (end += list.items.length)),
      itemIds: items.map(({ productId }) => productId),
      scores: items.map(({ score }) => score),
      sources: items.map(({ source }) => source),
      supports: items.map(({ support }) => support),
      sessions: items.map(({ sessions }) => sessions),
      throughs: items.map(({ through }) => through),
      rulesVersion: this.record.rulesVersion,
    });
  }

  /** Writes what baskets say of some categories; returns the number of relations. */
  async writeRelations(categories: readonly WrittenRelations[]): Promise<number> {
    const rows = categories.flatMap(({ categoryId, relations }) =>
      relations.map((relation) => ({ categoryId, ...relation })),
    );
    const [{ written }] = await this.graph.writeReturning('write/replace-learned-relations', {
      snapshot: this.record.snapshot,
      categoryIds: categories.map(({ categoryId }) => categoryId),
      fromIds: rows.map(({ categoryId }) => categoryId),
      toIds: rows.map(({ relatedId }) => relatedId),
      weights: rows.map(({ weight }) => weight),
      supports: rows.map(({ support }) => support),
      confidences: rows.map(({ confidence }) => confidence),
      lows: rows.map(({ low }) => low),
      highs: rows.map(({ high }) => high),
    });
    return written;
  }

  /** Moves readers to this snapshot, whose lists are all written; the one before stays beside it. */
  async makeLive(): Promise<void> {
    await this.graph.write('write/make-snapshot-live', { snapshot: this.record.snapshot });
  }

  /** Makes the vector index fit embeddings of this dimension; leaves one that does. */
  async prepareEmbeddings(dimension: number): Promise<void> {
    await ensureEmbeddingIndex(this.graph, dimension);
  }

  /** Sets some products' embeddings; `done` counts as in `writeLists`. */
  async writeEmbeddings(embeddings: readonly WrittenEmbedding[], done: number): Promise<void> {
    await this.writeCounted({ lists: null, embeddings: done }, 'write/set-embeddings', {
      productIds: embeddings.map(({ productId }) => productId),
      embeddings: embeddings.map(({ vector }) => vector),
    });
  }

  /** Removes what snapshots other than the live one and the one before it left; returns the number of relationships. */
  removeOld(report: (removed: number) => void): Promise<number> {
    return removeOldSnapshots(this.graph, report);
  }

  private async writeCounted(
    done: { readonly lists: number | null; readonly embeddings: number | null },
    statement: `write/${string}`,
    columns: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { snapshot } = this.record;
    await this.graph.writeTogether(
      [statement, { snapshot, ...columns }],
      ['write/written-back', { snapshot, ...done }],
    );
  }
}
