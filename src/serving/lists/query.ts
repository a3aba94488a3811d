import { z } from 'zod';
import type { CategoryPolicy } from '../../ranking/lists/index.js';
import { answeredItemSchema } from './answer.js';
import type { CatalogueIndex } from './catalogue-index.js';

/** An id as the shop wrote it. */
export const idSchema = z
  .string()
  .min(1, 'must not be empty')
  .max(256)
  // eslint-disable-next-line no-control-regex -- which are what it refuses; ranges, as JSON Schema has no \p{Cc} everywhere
  .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'must not contain control characters');

export type ItemField = keyof typeof answeredItemSchema.shape;
const itemFields = Object.keys(answeredItemSchema.shape) as [ItemField, ...ItemField[]];

function notAField(input: unknown): string {
  const known = `is no field of an item, which are ${itemFields.join(', ')}`;
  if (typeof input !== 'string' || !input.includes(',')) return known;
  return `${known}; name one at a time, as in fields=title&fields=reason`;
}

const price = z.number().min(0).max(1e12);

/** What a question may say, whoever is asked for. */
const fields = z.strictObject({
  products: z.array(idSchema).max(100).default([]).describe('Asked about together, as one basket.'),
  user: idSchema
    .optional()
    .describe(
      'Whose list it is: the latest products of this customer count too, by the newest accepted events and by the snapshot, each by its age and by the strongest kind of event (purchase, cart, favourite, view) that the customer gave it. Needs a key with the scope `read`.',
    ),
  history: z
    .array(idSchema)
    .max(100)
    .optional()
    .describe(
      "The customer's latest products, newest first, in the place of what the snapshot knows. It says nothing of kinds: each product counts as bought.",
    ),
  excludeBasketCategories: z
    .boolean()
    .default(true)
    .describe(
      'Nothing of the categories of the products asked about. False: each product still leaves out its own, but what goes with one may be of the category of another.',
    ),
  limit: z.int().min(1).max(100).default(10).describe('Most items of the list, or of a page of it.'),
  cursor: z
    .string()
    .max(400)
    .optional()
    .describe(
      '`nextCursor` of the page before. The rest of the question must be the same, but for `limit` and `fields`.',
    ),
  category: z.array(idSchema).max(100).default([]).describe('Only these categories, with all under them.'),
  excludeCategory: z.array(idSchema).max(100).default([]).describe('None of these categories, nor under them.'),
  brand: z.array(idSchema).max(100).default([]).describe('Only these brands.'),
  excludeBrand: z.array(idSchema).max(100).default([]).describe('None of these brands.'),
  minPrice: price.optional().describe('Only products that cost this or more. One without a price passes no bound.'),
  maxPrice: price.optional().describe('Only products that cost this or less.'),
  inStock: z
    .boolean()
    .default(false)
    .describe('Only products that are in stock. One whose stock the shop does not say counts as in stock.'),
  maxPerCategory: z.int().min(1).max(100).optional().describe('Most items of one category.'),
  level: z
    .union([z.literal('leaf'), z.int().min(0).max(50)])
    .optional()
    .describe(
      'Where "another category" begins: the product\'s own category (`leaf`), or its ancestor at a depth (0 = root).',
    ),
  balance: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      "0: what buyers of the products also take, best sellers included; 1: what belongs to the products more than to anything else. Left out: as the shop's rules have it, else its model.",
    ),
  diversity: z
    .number()
    .min(0)
    .max(10)
    .default(0)
    .describe(
      'A temperature. 0: by score. Above, the list is drawn: at 1 in proportion to the scores, higher is closer to even. The same request draws the same.',
    ),
  seed: z
    .int()
    .min(0)
    .max(0xffff_ffff)
    .default(0)
    .describe('Another seed is another draw, where `diversity` is above 0.'),
  fields: z
    .array(z.enum(itemFields, { error: ({ input }) => notAField(input) }))
    .min(1)
    .max(20)
    .optional()
    .describe('Only these fields of each item, beside `productId`.'),
});

interface PriceRange {
  readonly minPrice?: number | undefined;
  readonly maxPrice?: number | undefined;
}

function isRange({ minPrice = 0, maxPrice = Infinity }: PriceRange): boolean {
  return minPrice <= maxPrice;
}

const notARange = { path: ['maxPrice'], message: 'must not be below minPrice' };

/** One question: a basket, a customer, or both, and what the list may hold. */
export const listQuerySchema = fields
  .refine(
    ({ products, user, history = [] }) => products.length > 0 || user !== undefined || history.length > 0,
    'must name products, a user or a history',
  )
  .refine(isRange, notARange);
export type ListQuery = z.output<typeof listQuerySchema>;

const filterFields = fields.omit({ products: true, history: true, excludeBasketCategories: true });

/** What a question about one product says beside it. */
export const listFiltersSchema = filterFields.refine(isRange, notARange);
/** What a question about a customer says beside who that is. */
export const userListFiltersSchema = filterFields.omit({ user: true }).refine(isRange, notARange);

/** The question about a product, from what was said beside it. */
export function productQuery(product: string, filters: z.output<typeof listFiltersSchema>): ListQuery {
  return { ...filters, products: [product], excludeBasketCategories: true };
}

/** The question about a customer. */
export function userQuery(user: string, filters: z.output<typeof userListFiltersSchema>): ListQuery {
  return { ...filters, user, products: [], excludeBasketCategories: true };
}

const fieldNames = Object.keys(fields.shape) as (keyof ListQuery)[];

/** A question as JSON, the same for equal questions whichever call they came by. */
export function queryText(query: { readonly [Field in keyof ListQuery]?: ListQuery[Field] | undefined }): string {
  const ordered: Record<string, unknown> = {};
  // Put in order by hand: a list of names, which JSON.stringify takes as well, makes it eight times slower.
  for (const name of fieldNames) ordered[name] = query[name];
  return JSON.stringify(ordered);
}

/** What a question asks of categories; throws `unknown-category` for one that the shop does not have. */
export function policyOf(query: ListQuery, index: CatalogueIndex): CategoryPolicy {
  const marked = (ids: readonly string[]): Uint8Array | undefined =>
    ids.length === 0 ? undefined : index.subtrees(ids);
  return {
    categoryGroups: index.categoryGroups(query.level),
    included: marked(query.category),
    excluded: marked(query.excludeCategory),
    maxPerCategory: query.maxPerCategory,
  };
}

/**
 * What a question asks of each product beside its category, by number; undefined where it asks nothing.
 *
 * @throws UsageError `unknown-brand`
 */
export function productFilter(query: ListQuery, index: CatalogueIndex): ((product: number) => boolean) | undefined {
  const { minPrice, maxPrice, inStock } = query;
  const { prices, stock, brandOf } = index.shared;
  const wanted = index.brands(query.brand);
  const unwanted = index.brands(query.excludeBrand);
  const asked: ((product: number) => boolean)[] = [];
  if (wanted.size > 0) asked.push((product) => wanted.has(brandOf[product]));
  if (unwanted.size > 0) asked.push((product) => !unwanted.has(brandOf[product]));
  if (minPrice !== undefined) asked.push((product) => prices[product] >= minPrice);
  if (maxPrice !== undefined) asked.push((product) => prices[product] <= maxPrice);
  if (inStock) asked.push((product) => stock[product] !== 0);
  if (asked.length === 0) return undefined;
  return (product) => asked.every((holds) => holds(product));
}
