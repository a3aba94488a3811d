import { z } from 'zod';
import type { CategoryId } from '../../core/index.js';
import { detailedEvents, nodeNumbers, savedEvents } from './row-lists.js';

const text = z.string();
const textOrNull = z.string().nullable();
const numberOrNull = z.number().nullable();
const count = z.int().nonnegative();
const categoryId = z.custom<CategoryId>((value) => typeof value === 'string', 'expected string');

const written = z.object({ written: count });
const removed = z.object({ last: textOrNull, removed: count });
/** Positions in the lists that a statement was given. */
const absent = z.object({ absent: z.array(count) });
/** [event id, order id, epoch milliseconds, quantity]. */
const boughtRows = z.array(z.tuple([text, textOrNull, numberOrNull, numberOrNull]));
const found = z.object({ known: z.boolean(), near: z.array(text) });

/** The rows of each statement that the code reads from, one entry a file of `cypher/`; of any other no row is read. */
const schemas = {
  'read/absent-carted': absent,
  'read/absent-favorited': absent,
  'read/absent-purchased': absent,
  'read/absent-returned': absent,
  'read/absent-viewed': absent,
  'read/audience-size': z.object({ customers: count, owners: count }),
  'read/backup-categories': z.object({ categoryId: text, name: textOrNull, parentIds: z.array(text) }),
  'read/backup-events': z.object({
    user: text,
    purchased: savedEvents,
    carted: savedEvents,
    favorited: savedEvents,
    viewed: savedEvents,
    returned: savedEvents,
  }),
  'read/backup-products': z.object({
    productId: text,
    placeIds: z.array(text),
    title: textOrNull,
    price: numberOrNull,
    brand: textOrNull,
    categoryIds: z.array(text).nullable(),
    stock: z.int().nullable(),
    margin: numberOrNull,
  }),
  'read/campaign-segment': z.object({ inFrom: count, inTo: count, inBoth: count, total: count }),
  'read/catalogue-categories': z.object({ id: text, name: textOrNull, parent: textOrNull }),
  'read/catalogue-products': z.object({
    node: count,
    id: text,
    title: textOrNull,
    price: numberOrNull,
    brand: textOrNull,
    category: textOrNull,
    stock: z.int32().nullable(),
    margin: numberOrNull,
  }),
  'read/catalogue-relations': z.object({ category: text, related: text, weight: z.number() }),
  'read/category-tree': z.object({ categoryId, name: textOrNull, parentId: categoryId.nullable() }),
  'read/changed-products': z.object({ changed: z.array(count) }),
  'read/count-graph': z.object({ users: count, products: count, categories: count, events: count }),
  'read/count-returns': z.object({ returns: count }),
  'read/embedding-index': z.object({ dimension: count, failed: z.boolean() }),
  'read/event-register': z.object({
    purchased: count,
    carted: count,
    favorited: count,
    viewed: count,
    keys: z.array(text),
  }),
  'read/find-category': found,
  'read/find-customer': found,
  'read/find-product': found,
  'read/identity-version': z.object({ version: count }),
  'read/interactions-bare': z.object({
    purchased: nodeNumbers,
    carted: nodeNumbers,
    favorited: nodeNumbers,
    viewed: nodeNumbers,
    user: text,
  }),
  'read/interactions-detailed': z.object({
    purchased: detailedEvents,
    carted: detailedEvents,
    favorited: detailedEvents,
    viewed: detailedEvents,
    user: text,
  }),
  'read/interactions-have-details': z.object({ detailed: z.boolean() }),
  'read/kept-snapshots': z.object({ kept: z.array(text), others: z.boolean() }),
  'read/known-products': z.object({ known: z.array(text) }),
  'read/order-events-by-text': z.object({
    event: text,
    type: z.enum(['PURCHASED', 'CARTED', 'FAVORITED', 'VIEWED']),
    orderId: text,
    productId: text,
  }),
  'read/product-reach': z.object({ productId: text, buyers: count, viewers: count, views: count }),
  'read/returned-pairs': z.object({ userId: text, productId: text }),
  'read/returns': z.object({ purchases: boughtRows, takenBack: boughtRows, returns: boughtRows }),
  'read/why-categories': z.object({
    category: text,
    categoryName: textOrNull,
    related: text,
    relatedName: textOrNull,
    source: text,
    weight: z.number(),
  }),
  'read/why-direction': z.object({ after: count, before: count, unknown: count }),
  'read/why-shared': z.object({ together: count, people: count, sessions: count, sessionPeople: count }),
  'read/why-through': z.object({
    sampledX: count,
    sampledY: count,
    productId: text,
    title: textOrNull,
    withX: count,
    peopleWithX: count,
    withY: count,
    peopleWithY: count,
    strength: z.number(),
  }),
  'read/written-back': z.object({ top: count }),
  'write/begin-write-back': z.object({ lists: count, embeddings: count, live: z.boolean() }),
  'write/category-relations': written,
  'write/create-carted': written,
  'write/create-favorited': written,
  'write/create-purchased': written,
  'write/create-returned': written,
  'write/create-viewed': written,
  'write/hold-intake': z.object({ held: count }),
  'write/remove-old-lists': removed,
  'write/remove-old-relations': removed,
  'write/replace-learned-relations': written,
};

/** The rows of statements by name. */
export type StatementRows = { readonly [Name in keyof typeof schemas]: z.infer<(typeof schemas)[Name]> };

/** A statement that the code reads rows from. */
export type RowStatement = keyof StatementRows;

export const rowSchemas: { readonly [Name in RowStatement]: z.ZodType<StatementRows[Name]> } = schemas;
