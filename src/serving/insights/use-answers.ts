import { z } from 'zod';
import { liftSchema, missingSchema } from '../explanations/index.js';

const productSchema = z.object({
  productId: z.string(),
  title: z.string(),
  categoryId: z.string().nullable(),
});
const categorySchema = z.object({ categoryId: z.string(), name: z.string() });

const version = {
  snapshot: z.string(),
  model: z.string(),
};
const since = z
  .string()
  .nullable()
  .describe(
    'From when on people are counted: `days` before the newest event of the snapshot, to readers without the scope `admin` at least so many and whole days; null for ever, where the shop has no times.',
  );
/** A number of people, or of what they did: to readers without the scope `admin` in steps of the least that may be told. */
const roundedCount = z.int().nonnegative().meta({
  id: 'RoundedCount',
  description:
    'Of the state that the snapshot was made of. Exact for a key with the scope `admin`; else rounded down to a multiple of the least number of people that may be told, so 0 where fewer are behind it.',
});
const missing = missingSchema.nullable().describe('Why the numbers of people are null: the graph did not answer.');

/** A product on whose list another stands. */
const sourceSchema = productSchema.extend({
  rank: z.int().min(1).describe('Place on the list of this product.'),
  score: z.number().describe('Score there.'),
});

export const placementsSchema = z
  .object({
    ...version,
    product: productSchema,
    pool: z
      .enum(['lists', 'newcomers'])
      .describe(
        'Whose company the product keeps there: `newcomers` for one without any event, which competes with its like. To readers without the scope `admin` also for one that too few people bought for it to be told that any did.',
      ),
    since,
    pages: z
      .array(
        sourceSchema.extend({
          buyers: roundedCount.nullable().describe('People who bought or carted the product of this page.'),
          viewers: roundedCount.nullable().describe('People who looked at it.'),
          views: roundedCount.nullable().describe('How often they did.'),
        }),
      )
      .describe('Pages of other products, first those where score × how much the product is bought is largest.'),
    reachMissing: missing,
  })
  .meta({ id: 'Placements', description: 'The products on whose pages a product is best shown.' });
export type Placements = z.infer<typeof placementsSchema>;

export const audienceSchema = z
  .object({
    ...version,
    product: productSchema,
    since,
    groups: z
      .array(
        sourceSchema.extend({
          buyers: roundedCount.nullable().describe('People who bought or carted it since then.'),
        }),
      )
      .describe('Products whose buyers to address, first those where score × buyers is largest.'),
    people: roundedCount
      .nullable()
      .describe('People who bought any of these, each counted once, without those who have the product.'),
    owners: roundedCount.nullable().describe('How many of the groups have the product already.'),
    reachMissing: missing,
  })
  .meta({ id: 'Audience', description: 'The buyers of other products to whom a product is best offered.' });
export type Audience = z.infer<typeof audienceSchema>;

export const campaignSchema = z
  .object({
    ...version,
    from: categorySchema,
    to: categorySchema,
    pairs: z
      .array(
        z.object({
          bought: productSchema,
          offer: productSchema,
          rank: z.int().min(1).describe('Place of the offer on the list of what was bought.'),
          score: z.number(),
          reason: z.string(),
        }),
      )
      .describe('First those where score × how much the product is bought is largest.'),
    customers: z
      .object({
        inFrom: roundedCount.describe('People who bought or carted in the first category.'),
        inTo: roundedCount.describe('People who did in the second.'),
        inBoth: roundedCount,
        total: roundedCount.describe('People who bought or carted anything.'),
      })
      .nullable(),
    segment: roundedCount.nullable().describe('Whom to address: in the first category, not in the second.'),
    lift: liftSchema
      .nullable()
      .describe('How many times likelier a customer of the first category is to buy in the second than any customer.'),
    customersMissing: missing,
  })
  .meta({ id: 'Campaign', description: 'What to offer from one category to the customers of another.' });
export type Campaign = z.infer<typeof campaignSchema>;

export const useQuerySchema = z.strictObject({
  limit: z.int().min(1).max(50).default(10),
  days: z
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe(
      'People are counted over so many days before the newest event. Without a key of the scope `admin`, over the next of 30, 90, 180, 365, 1095 and 3650 that is not fewer.',
    ),
});
export type UseQuery = z.output<typeof useQuerySchema>;
