import { z } from 'zod';
import { idSchema } from '../../lists/index.js';
import { audience, audienceSchema, useQuerySchema, usesFor } from '../../insights/index.js';
import { operation } from '../operation.js';
import { json } from '../reply.js';

export const productAudience = operation({
  id: 'getProductAudience',
  method: 'get',
  path: '/v1/products/{id}/audience',
  scope: 'read',
  tag: 'Uses',
  summary: 'Inventory: to whose buyers to offer this product',
  description:
    'For a product of which there is too much: the products whose buyers to address, first those where its score on their list times their buyers of late is largest, and how many people that is. Without the graph the groups stand in the order of the snapshot, and numbers of people are null. See the guide [Inventory](docs/guides/inventory).',
  params: z.strictObject({ id: idSchema.describe('The overstocked product.') }),
  query: useQuerySchema,
  responses: { 200: { description: 'The groups of buyers.', schema: audienceSchema } },
  problems: ['unknown-product', 'no-snapshot', 'snapshot-missing', 'snapshot-corrupt'],
  examples: [
    {
      summary: 'Whose buyers to offer a sleeping bag',
      params: { id: 'sleeping-bags-001' },
      query: { limit: 1, days: 180 },
      answer: {
        snapshot: 'a94f0ba0b5ab6b3d',
        model: 'f3a5c1d2e4b60718',
        product: {
          productId: 'sleeping-bags-001',
          title: 'Ridgeway Summit Sleeping Bag',
          categoryId: 'sleeping-bags',
        },
        since: '2025-07-04T00:00:00.000Z',
        groups: [
          {
            productId: 'tents-001',
            title: 'Ridgeway Dome Tent',
            categoryId: 'tents',
            rank: 1,
            score: 0.0689,
            buyers: 40,
          },
        ],
        people: 30,
        owners: 5,
        reachMissing: null,
      },
    },
  ],
  handle:
    ({ params, query }) =>
    async ({ services, admin }) =>
      json(await audience(usesFor(services.uses, admin), params.id, query)),
});
