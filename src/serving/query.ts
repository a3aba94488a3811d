import { z } from 'zod';
import { UsageError } from '../kernel/index.js';
import { subtrees, categoryLines, type CategoryLevel } from '../adjacency/index.js';
import type { CategoryPolicy } from '../recommend/index.js';
import type { SharedParts } from '../snapshots/index.js';

const id = z
  .string()
  .min(1)
  .max(256)
  .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters');

/** One question: these products as a basket, and what its list may hold. */
export const listQuerySchema = z.strictObject({
  products: z.array(id).min(1).max(100),
  limit: z.int().min(1).max(100).default(10),
  /** Only these categories, with all under them. */
  category: z.array(id).max(100).default([]),
  excludeCategory: z.array(id).max(100).default([]),
  maxPerCategory: z.int().min(1).max(100).optional(),
  /** Where "another category" begins: the product's own category, or its ancestor at a depth (0 = root). */
  level: z.union([z.literal('leaf'), z.int().min(0).max(50)]).optional(),
});
export type ListQuery = z.output<typeof listQuerySchema>;

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
