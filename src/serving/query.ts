import { z } from 'zod';
import { UsageError } from '../kernel/index.js';
import { subtrees, categoryLines, type CategoryLevel } from '../adjacency/index.js';
import type { CategoryPolicy } from '../recommend/index.js';
import type { SharedParts } from '../snapshots/index.js';

/** An id as the shop wrote it. */
export const idSchema = z
  .string()
  .min(1)
  .max(256)
  // eslint-disable-next-line no-control-regex -- which are what it refuses; ranges, as JSON Schema has no \p{Cc} everywhere
  .regex(/^[^\u0000-\u001f\u007f-\u009f]+$/, 'must not contain control characters');

/** What a question may say, whoever is asked for. */
const fields = z.strictObject({
  products: z.array(idSchema).max(100).default([]).describe('Asked about together, as one basket.'),
  user: idSchema.optional().describe("Whose list it is: the snapshot's latest products of this customer count too."),
  history: z
    .array(idSchema)
    .max(100)
    .optional()
    .describe("The customer's latest products, newest first, in the place of what the snapshot knows."),
  limit: z.int().min(1).max(100).default(10).describe('Most items of the list.'),
  category: z.array(idSchema).max(100).default([]).describe('Only these categories, with all under them.'),
  excludeCategory: z.array(idSchema).max(100).default([]).describe('None of these categories, nor under them.'),
  maxPerCategory: z.int().min(1).max(100).optional().describe('Most items of one category.'),
  level: z
    .union([z.literal('leaf'), z.int().min(0).max(50)])
    .optional()
    .describe(
      'Where "another category" begins: the product\'s own category (`leaf`), or its ancestor at a depth (0 = root).',
    ),
});

/** One question: a basket, a customer, or both, and what the list may hold. */
export const listQuerySchema = fields.refine(
  ({ products, user, history = [] }) => products.length > 0 || user !== undefined || history.length > 0,
  'must name products, a user or a history',
);
export type ListQuery = z.output<typeof listQuerySchema>;

/** What a question says beside the products and the history. */
export const listFiltersSchema = fields.omit({ products: true, history: true });

/** Turns the query's category ids into a policy; throws `unknown-category` for one that the shop does not have. */
export function policyOf(query: ListQuery, shared: SharedParts, builtLevel: CategoryLevel): CategoryPolicy {
  const { categories } = shared;
  const marked = (ids: readonly string[]): Uint8Array | undefined =>
    ids.length === 0
      ? undefined
      : subtrees(
          categories,
          ids.map((name) => numberOf(categories.ids, name)),
        );
  return {
    lines: categoryLines(categories, query.level ?? builtLevel),
    included: marked(query.category),
    excluded: marked(query.excludeCategory),
    maxPerCategory: query.maxPerCategory,
  };
}

function numberOf(ids: readonly string[], name: string): number {
  const number = ids.indexOf(name);
  if (number < 0) {
    throw new UsageError('unknown-category', `The shop has no category "${name}".`, { category: name });
  }
  return number;
}
