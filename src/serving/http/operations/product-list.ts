import { z } from 'zod';
import { idSchema, listFiltersSchema, productQuery } from '../../lists/index.js';
import { operation } from '../operation.js';
import { answerList, listProblems, listRequestHeaders, listResponses, snapshotParameter } from './answer-list.js';
import { listExample } from './list-example.js';

export const productList = operation({
  id: 'getProductList',
  method: 'get',
  path: '/v1/products/{id}/also-consider',
  scope: 'read',
  pages: true,
  tag: 'Lists',
  summary: 'Bought this product, also consider',
  description:
    'Products of other categories that go with this one, best first, each with its reason. Never empty for a product that the shop has, while any other category has products. The same request on the same snapshot is the same answer, byte for byte.',
  params: z.strictObject({ id: idSchema.describe('The product that was bought, or is looked at.') }),
  query: listFiltersSchema.safeExtend(snapshotParameter),
  requestHeaders: listRequestHeaders,
  responses: listResponses,
  problems: listProblems,
  examples: [
    {
      summary: 'Two products that go with a tent, none of them for hiking',
      params: { id: 'tents-001' },
      query: { limit: 2, excludeCategory: ['hiking'] },
      answer: listExample,
    },
  ],
  customers: ({ query: { user } }) => (user === undefined ? [] : [user]),
  handle: ({ params, query: { snapshot, ...filters } }) => answerList(productQuery(params.id, filters), snapshot),
});
