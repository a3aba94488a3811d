import { z } from 'zod';
import { idSchema } from '../../lists/index.js';
import { placements, placementsSchema, useQuerySchema, usesFor } from '../../insights/index.js';
import { operation } from '../operation.js';
import { json } from '../reply.js';

export const productPlacements = operation({
  id: 'getProductPlacements',
  method: 'get',
  path: '/v1/products/{id}/placements',
  scope: 'read',
  tag: 'Uses',
  summary: 'Promotion: on whose pages to show this product',
  description:
    'The products on whose lists this one stands, most promising first: its score there times how much the other is bought. A product without any event is looked up among the lists of newcomers. Each page comes with the people that it reached of late, if the graph answers in time. See the guide [Promotion](docs/guides/promotion).',
  params: z.strictObject({ id: idSchema.describe('The product to promote.') }),
  query: useQuerySchema,
  responses: { 200: { description: 'The pages.', schema: placementsSchema } },
  problems: ['unknown-product', 'no-snapshot', 'snapshot-missing', 'snapshot-corrupt'],
  examples: [
    {
      summary: 'The page on which to show a sleeping bag',
      params: { id: 'sleeping-bags-001' },
      query: { limit: 1, days: 90 },
      answer: {
        snapshot: 'a94f0ba0b5ab6b3d',
        model: 'f3a5c1d2e4b60718',
        product: {
          productId: 'sleeping-bags-001',
          title: 'Ridgeway Summit Sleeping Bag',
          categoryId: 'sleeping-bags',
        },
        pool: 'lists',
        since: '2025-10-02T00:00:00.000Z',
        pages: [
          {
            productId: 'tents-001',
            title: 'Ridgeway Dome Tent',
            categoryId: 'tents',
            rank: 1,
            score: 0.0689,
            buyers: 20,
            viewers: 60,
            views: 85,
          },
        ],
        reachMissing: null,
      },
    },
  ],
  handle:
    ({ params, query }) =>
    async ({ services, admin }) =>
      json(await placements(usesFor(services.uses, admin), params.id, query)),
});
