import { z } from 'zod';
import { idSchema } from '../../lists/index.js';
import { campaign, campaignSchema, useQuerySchema, usesFor } from '../../insights/index.js';
import { operation } from '../operation.js';
import { json } from '../reply.js';

export const categoryCampaign = operation({
  id: 'getCategoryCampaign',
  method: 'get',
  path: '/v1/categories/{from}/campaign/{to}',
  scope: 'read',
  tag: 'Uses',
  summary: 'Campaign: what to offer from one category to the customers of another',
  description:
    'The best pairs of a product of `from` (with all categories under it) and one of `to` on its list; the size of the segment, customers of `from` who did not buy in `to`; and how many times likelier than others customers of `from` are to buy in `to`, with the 95 % interval. Segment and lift are counted in the graph, up to the newest event of the snapshot. See the guide [Campaign](docs/guides/campaign).',
  params: z.strictObject({
    from: idSchema.describe('The category whose customers to address.'),
    to: idSchema.describe('The category to offer from.'),
  }),
  query: useQuerySchema.omit({ days: true }),
  responses: { 200: { description: 'Pairs, segment and lift.', schema: campaignSchema } },
  problems: ['unknown-category', 'same-category', 'no-snapshot', 'snapshot-missing', 'snapshot-corrupt'],
  examples: [
    {
      summary: 'What to offer those who bought a tent to sleep in it',
      params: { from: 'tents', to: 'sleeping-bags' },
      query: { limit: 1 },
      answer: {
        snapshot: 'a94f0ba0b5ab6b3d',
        model: 'f3a5c1d2e4b60718',
        from: { categoryId: 'tents', name: 'Tents' },
        to: { categoryId: 'sleeping-bags', name: 'Sleeping Bags' },
        pairs: [
          {
            bought: { productId: 'tents-001', title: 'Ridgeway Dome Tent', categoryId: 'tents' },
            offer: {
              productId: 'sleeping-bags-001',
              title: 'Ridgeway Summit Sleeping Bag',
              categoryId: 'sleeping-bags',
            },
            rank: 1,
            score: 0.0689,
            reason: '18 orders contain both, 74 × more than by chance',
          },
        ],
        customers: { inFrom: 210, inTo: 180, inBoth: 95, total: 1630 },
        segment: 115,
        lift: { value: 4.1, low: 3.59, high: 4.68 },
        customersMissing: null,
      },
    },
  ],
  handle:
    ({ params, query }) =>
    async ({ services, admin }) =>
      json(await campaign(usesFor(services.uses, admin), params.from, params.to, query)),
});
