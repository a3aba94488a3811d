import { z } from 'zod';
import { listQuerySchema } from '../../lists/index.js';
import { operation } from '../operation.js';
import { answerList, listProblems, listRequestHeaders, listResponses, snapshotParameter } from './answer-list.js';
import { listExample } from './list-example.js';

export const basketList = operation({
  id: 'getBasketList',
  method: 'post',
  path: '/v1/also-consider',
  scope: 'read',
  pages: true,
  tag: 'Lists',
  summary: 'For a basket, a customer, or both',
  description:
    'One list for several products taken together, for a customer, or for a history that the request brings along. Reads only: the same body on the same snapshot is the same answer.',
  query: z.strictObject(snapshotParameter),
  body: listQuerySchema,
  requestHeaders: listRequestHeaders,
  responses: listResponses,
  problems: listProblems,
  examples: [
    {
      summary: 'Two products that go with a tent and a phone',
      body: { products: ['tents-001', 'smartphones-001'], limit: 2 },
      answer: listExample,
    },
  ],
  customers: ({ body: { user } }) => (user === undefined ? [] : [user]),
  handle: ({ body, query: { snapshot } }) => answerList(body, snapshot),
});
