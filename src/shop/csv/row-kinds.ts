import { z } from 'zod';
import * as field from './field-schemas.js';
import { readUtc, type ClockReader } from './time-zone.js';
import { refuseNegative, typeBought } from './returned-quantity.js';
import type { CategoryRelationRow, CategoryRow, ProductRow, ShopEvent } from './rows.js';

/** The canonical files, in the order in which they can be imported. */
export const fileKinds = ['categories', 'products', 'category_relations', 'events'] as const;
export type FileKind = (typeof fileKinds)[number];

/** What a canonical file's rows look like, and how one is checked. An empty value reaches the schema as an absent one. */
export interface RowKind<Row> {
  readonly file: FileKind;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly schema: z.ZodType<Row>;
}

export const productKind: RowKind<ProductRow> = {
  file: 'products',
  required: ['product_id', 'category_id', 'title', 'price'],
  optional: ['brand', 'category_ids', 'stock', 'margin'],
  schema: z
    .object({
      product_id: field.productId,
      category_id: field.categoryId,
      title: z.string().optional(),
      price: field.price.optional(),
      brand: z.string().optional(),
      category_ids: field.categoryIds.optional(),
      stock: field.stock.optional(),
      margin: field.margin.optional(),
    })
    .transform((row) => ({
      productId: row.product_id,
      categoryId: row.category_id,
      title: row.title ?? '',
      price: row.price,
      brand: row.brand,
      categoryIds: row.category_ids ?? [],
      stock: row.stock,
      margin: row.margin,
    })),
};

export const categoryKind: RowKind<CategoryRow> = {
  file: 'categories',
  required: ['category_id', 'parent_id', 'name'],
  optional: [],
  schema: z
    .object({ category_id: field.categoryId, parent_id: field.categoryId.optional(), name: z.string().optional() })
    .transform((row) => ({ categoryId: row.category_id, parentId: row.parent_id, name: row.name ?? '' })),
};

export const categoryRelationKind: RowKind<CategoryRelationRow> = {
  file: 'category_relations',
  required: ['category_id', 'related_id', 'weight'],
  optional: [],
  schema: z
    .object({ category_id: field.categoryId, related_id: field.categoryId, weight: field.weight })
    .refine((row) => row.category_id !== row.related_id, { message: 'is the category itself', path: ['related_id'] })
    .transform((row) => ({ categoryId: row.category_id, relatedId: row.related_id, weight: row.weight })),
};

/** Events whose times without an offset are read by this clock. */
export const eventKindIn = (clock: ClockReader): RowKind<ShopEvent> => ({
  file: 'events',
  required: ['user_id', 'product_id', 'type', 'timestamp'],
  optional: ['order_id', 'session_id', 'seq', 'event_id', 'quantity'],
  schema: z
    .object({
      user_id: field.userId,
      product_id: field.productId,
      type: field.eventType,
      timestamp: field.timestamp(clock).optional(),
      order_id: field.id.optional(),
      session_id: field.id.optional(),
      seq: field.sequence.optional(),
      event_id: field.id.optional(),
      quantity: field.quantity.optional(),
    })
    .superRefine(refuseNegative)
    .transform((row) => ({
      userId: row.user_id,
      productId: row.product_id,
      type: typeBought(row.type, row.quantity),
      at: row.timestamp,
      orderId: row.order_id,
      sessionId: row.session_id,
      seq: row.seq,
      quantity: row.quantity === undefined ? undefined : Math.abs(row.quantity),
      eventId: row.event_id,
    })),
});

export const eventKind = eventKindIn(readUtc);

export const rowKinds = {
  categories: categoryKind,
  products: productKind,
  category_relations: categoryRelationKind,
  events: eventKind,
} as const satisfies Record<FileKind, RowKind<unknown>>;
