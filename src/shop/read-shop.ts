import {
  categoryKind,
  categoryRelationKind,
  eventKind,
  findSources,
  productKind,
  readRows,
  type CategoryRelationRow,
  type CategoryRow,
  type ProductRow,
  type RowKind,
  type ShopEvent,
  type SourceFile,
} from './csv/index.js';
import { compareIds, type ReportProgress } from '../core/index.js';
import { catalogueFromRows, type Catalogue } from './catalogue.js';
import { INTERACTION_KINDS, type Interactions, type UserEvent } from './interactions.js';
import { InteractionTable } from './interaction-table.js';
import { withoutReturned, type ReturnedProduct } from './without-returned.js';

/** A shop in columns. */
export interface Shop {
  readonly catalogue: Catalogue;
  readonly interactions: Interactions;
  /** User ids by number. */
  readonly userIds: readonly string[];
}

/** What was read beside the shop. */
export interface ShopFiles {
  readonly shop: Shop;
  /** Rows that were left out: invalid ones, and events of products that no file describes. */
  readonly rejected: number;
  readonly ignored: readonly string[];
}

/**
 * Reads a shop's canonical files into columns, without a graph; for evaluation.
 *
 * Takes the same files and applies the same row checks as the import; holds the whole shop in memory. A row with the id of
 * an earlier one replaces it.
 */
export async function readShop(paths: readonly string[], progress: ReportProgress): Promise<ShopFiles> {
  const { files, ignored } = await findSources(paths);
  const rows = new CheckedRows(files, progress);
  const catalogue = await readCatalogue(rows);
  const { interactions, userIds } = await readInteractions(rows, catalogue);
  return { shop: { catalogue, interactions, userIds }, rejected: rows.rejected, ignored };
}

/** The rows of a shop's files that pass their checks, kind by kind, and a count of those that do not. */
class CheckedRows {
  rejected = 0;

  constructor(
    private readonly files: readonly SourceFile[],
    private readonly progress: ReportProgress,
  ) {}

  async *of<Row>(kind: RowKind<Row>): AsyncGenerator<Row> {
    for (const { path } of this.files.filter((file) => file.kind === kind.file)) {
      for await (const batch of readRows(path, kind)) {
        this.rejected += batch.rejected.length;
        this.progress({ step: `reading ${kind.file}`, done: batch.bytesRead, total: batch.size, unit: 'bytes' });
        for (const { row } of batch.rows) yield row;
      }
    }
  }
}

async function readCatalogue(rows: CheckedRows): Promise<Catalogue> {
  const categories = new Map<string, CategoryRow>();
  for await (const row of rows.of(categoryKind)) categories.set(row.categoryId, row);
  const products = new Map<string, ProductRow>();
  for await (const row of rows.of(productKind)) {
    if (categories.has(row.categoryId)) products.set(row.productId, row);
    else rows.rejected++;
  }
  const relations: CategoryRelationRow[] = [];
  for await (const row of rows.of(categoryRelationKind)) relations.push(row);
  return catalogueFromRows({
    products: Array.from(products.values(), (row) => ({
      id: row.productId,
      title: row.title,
      price: row.price ?? null,
      brand: row.brand ?? null,
      category: row.categoryId,
      stock: row.stock ?? null,
      margin: row.margin ?? null,
    })),
    categories: Array.from(categories.values(), (row) => ({
      id: row.categoryId,
      name: row.name === '' ? null : row.name,
      parent: row.parentId ?? null,
    })),
    relations: relations
      .filter((row) => categories.has(row.categoryId) && categories.has(row.relatedId))
      .map((row) => ({ category: row.categoryId, related: row.relatedId, weight: row.weight })),
  }).catalogue;
}

async function readInteractions(
  rows: CheckedRows,
  { products }: Catalogue,
): Promise<Pick<Shop, 'interactions' | 'userIds'>> {
  const numberOf = new Map(products.ids.map((id, number) => [id, number]));
  const byUser = new Map<string, UserEvent[]>();
  const returnsOf = new Map<string, ReturnedProduct[]>();
  const pieces = new Map<UserEvent, number>();
  for await (const row of rows.of(eventKind)) {
    const product = numberOf.get(row.productId);
    if (product === undefined) {
      rows.rejected++;
    } else if (row.type === 'return') {
      addTo(returnsOf, row.userId, returnOf(row, product));
    } else {
      const event = eventOf(row, product, INTERACTION_KINDS.indexOf(row.type));
      if (row.quantity !== undefined && row.quantity > 1) pieces.set(event, row.quantity);
      addTo(byUser, row.userId, event);
    }
  }
  const table = new InteractionTable();
  const userIds = [...byUser.keys()].sort(compareIds);
  for (const user of userIds) {
    table.startUser();
    const events = byUser.get(user) ?? [];
    const returns = returnsOf.get(user);
    table.addAll(returns === undefined ? events : withoutReturned(events, returns, (event) => pieces.get(event)));
  }
  return { interactions: table.finish(), userIds };
}

function eventOf({ orderId, sessionId, at, seq }: ShopEvent, product: number, kind: number): UserEvent {
  return { product, kind, order: orderId ?? null, session: sessionId ?? null, time: at ?? null, seq: seq ?? null };
}

function returnOf({ orderId, at, quantity }: ShopEvent, product: number): ReturnedProduct {
  // Which of two equal returns comes first changes nothing.
  return { product, id: '', orderId: orderId ?? null, at: at ?? null, quantity: quantity ?? null };
}

function addTo<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
