import type { z } from 'zod';
import {
  savedRows,
  type SavedCategory,
  type SavedEvent,
  type SavedProduct,
  type SavedRelation,
} from '../../storage/neo4j/index.js';

/**
 * How rows stand in a backup: a line of the canonical CSV where that says all of the row, a line of JSON in a file beside it
 * where not (a product that nobody described, a name with a line break).
 */
export interface RowFormat<Row> {
  readonly name: 'categories' | 'products' | 'category_relations' | 'events';
  readonly columns: readonly string[];
  readonly schema: z.ZodType<Row>;
  /** An empty cell stands for null. */
  readonly toCells: (row: Row) => readonly (string | number | null)[];
  readonly fromCells: (cells: readonly string[]) => Row;
}

const text = (cell: string): string | null => (cell === '' ? null : cell);
const number = (cell: string): number | null => (cell === '' ? null : Number(cell));
const list = (cell: string): string[] => (cell === '' ? [] : cell.split('|'));

export const categoryFormat: RowFormat<SavedCategory> = {
  name: 'categories',
  columns: ['category_id', 'parent_id', 'name'],
  schema: savedRows.savedCategory,
  toCells: ({ categoryId, parentIds, name }) => [categoryId, parentIds.join('|'), name],
  fromCells: ([categoryId, parent, name]) => ({
    categoryId,
    parentIds: parent === '' ? [] : [parent],
    name: text(name),
  }),
};

export const productFormat: RowFormat<SavedProduct> = {
  name: 'products',
  columns: ['product_id', 'category_id', 'title', 'price', 'brand', 'category_ids', 'stock', 'margin'],
  schema: savedRows.savedProduct,
  toCells: (row) => [
    row.productId,
    row.placeIds.join('|'),
    row.title,
    row.price,
    row.brand,
    row.categoryIds?.join('|') ?? null,
    row.stock,
    row.margin,
  ],
  fromCells: ([productId, place, title, price, brand, path, stock, margin]) => ({
    productId,
    placeIds: place === '' ? [] : [place],
    // An import without a title makes an empty one.
    title,
    price: number(price),
    brand: text(brand),
    categoryIds: list(path),
    stock: number(stock),
    margin: number(margin),
  }),
};

export const relationFormat: RowFormat<SavedRelation> = {
  name: 'category_relations',
  columns: ['category_id', 'related_id', 'weight'],
  schema: savedRows.savedRelation,
  toCells: ({ categoryId, relatedId, weight }) => [categoryId, relatedId, weight],
  fromCells: ([categoryId, relatedId, weight]) => ({ categoryId, relatedId, weight: Number(weight) }),
};

export const eventFormat: RowFormat<SavedEvent> = {
  name: 'events',
  columns: ['user_id', 'product_id', 'type', 'timestamp', 'order_id', 'session_id', 'seq', 'quantity', 'event_id'],
  schema: savedRows.savedEvent,
  toCells: (row) => [
    row.userId,
    row.productId,
    row.type,
    row.at === null ? null : isoOf(row.at),
    row.orderId,
    row.sessionId,
    row.seq,
    row.quantity,
    row.eventId,
  ],
  fromCells: ([userId, productId, type, at, orderId, sessionId, seq, quantity, eventId]) => ({
    userId,
    productId,
    type: savedRows.savedEvent.shape.type.parse(type),
    eventId: text(eventId),
    orderId: text(orderId),
    sessionId: text(sessionId),
    at: at === '' ? null : Date.parse(at),
    seq: number(seq),
    quantity: number(quantity),
  }),
};

/** A time as ISO 8601, or as its milliseconds where no date has them: that does not come back, and so is written as JSON. */
function isoOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? 'never' : date.toISOString();
}

/** A row as a line of CSV; undefined where CSV would not give it back. */
export function csvLine<Row>({ toCells, fromCells }: RowFormat<Row>, row: Row): string | undefined {
  const cells = toCells(row).map((cell) => (cell === null ? '' : String(cell)));
  // A control character, a line break too, is read otherwise by some readers; spaces at the ends are cut by an import.
  if (cells.some((cell) => /[\p{Cc}\uFFFD]|^\s|\s$/u.test(cell))) return undefined;
  try {
    if (JSON.stringify(sorted(fromCells(cells))) !== JSON.stringify(sorted(row))) return undefined;
  } catch {
    return undefined;
  }
  return cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

function sorted(row: unknown): unknown {
  return Object.entries(row as object).sort(([a], [b]) => (a < b ? -1 : 1));
}
