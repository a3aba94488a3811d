import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SampleShop } from './shop.js';

type Field = string | number | null;

const rowsPerChunk = 2_000;

/**
 * Writes the shop into `dir` (made if missing) as canonical CSV: products.csv, categories.csv, events.csv and
 * category_relations.csv; and the planted truth as complements.csv, which an import leaves alone.
 */
export async function writeSampleShop(shop: SampleShop, dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  const { products, categories, events, categoryRelations, complements } = shop;
  await writeCsv(
    join(dir, 'products.csv'),
    ['product_id', 'category_id', 'title', 'price', 'brand'],
    products.map((p) => [p.productId, p.categoryId, p.title, p.price.toFixed(2), p.brand]),
  );
  await writeCsv(
    join(dir, 'categories.csv'),
    ['category_id', 'parent_id', 'name'],
    categories.map((c) => [c.categoryId, c.parentId, c.name]),
  );
  await writeCsv(
    join(dir, 'events.csv'),
    ['user_id', 'product_id', 'type', 'timestamp', 'order_id', 'session_id', 'event_id', 'quantity'],
    rowsOf(events, (e) => [e.userId, e.productId, e.type, e.timestamp, e.orderId, e.sessionId, e.eventId, e.quantity]),
  );
  await writeCsv(
    join(dir, 'category_relations.csv'),
    ['category_id', 'related_id', 'weight'],
    categoryRelations.map((r) => [r.categoryId, r.relatedId, r.weight]),
  );
  await writeCsv(
    join(dir, 'complements.csv'),
    ['product_id', 'complement_id'],
    [...complements].flatMap(([product, others]) => others.map((other) => [product, other])),
  );
}

function* rowsOf<T>(items: Iterable<T>, row: (item: T) => readonly Field[]): Generator<readonly Field[]> {
  for (const item of items) yield row(item);
}

async function writeCsv(path: string, header: readonly string[], rows: Iterable<readonly Field[]>): Promise<void> {
  await pipeline(Readable.from(lines(header, rows)), createWriteStream(path));
}

function* lines(header: readonly string[], rows: Iterable<readonly Field[]>): Generator<string> {
  let chunk = `${header.join(',')}\n`;
  let count = 0;
  for (const row of rows) {
    chunk += `${row.map(field).join(',')}\n`;
    if (++count % rowsPerChunk === 0) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

/** RFC 4180: quotes around what holds a comma, a quote or a line break. */
function field(value: Field): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
