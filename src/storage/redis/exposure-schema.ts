import { z } from 'zod';

const share = z.number().min(0).max(1);

/** What all ready-made lists show together, one list a product that sells, its first ten places. */
export const exposureSchema = z
  .object({
    lists: z
      .int()
      .nonnegative()
      .describe('Lists that are counted: one for each product that sells, its first ten places.'),
    maxExposure: share.describe('Share of the lists that hold the product which stands on most of them.'),
    mostShown: z.string().nullable().describe('That product.'),
    trafficExposure: share.describe(
      'The same with each list weighed by the baskets of the newest tenth that hold its product.',
    ),
    maxFirst: share.describe('Largest share of the lists that begin with the same product.'),
    mostFirst: z.string().nullable().describe('That product.'),
    firstIsBestseller: share.describe(
      'Share of the lists that begin with one of the best sellers: 1 % of the products that sold, two to ten.',
    ),
    firstIsRecent: share.describe('The same with the best sellers of the newest tenth of the baskets.'),
    topDecile: share.describe('Share of the places that go to the tenth of the products bought most.'),
    belowChance: share.describe(
      'Share of the places whose pair was bought together significantly less than by chance: the upper 95 % bound of its lift is under 1.',
    ),
    notAbove: share.describe(
      'Share of the places whose pair was bought together no more than by chance, both having 20 baskets at least.',
    ),
  })
  .meta({ id: 'SnapshotExposure' });
export type SnapshotExposure = z.infer<typeof exposureSchema>;
