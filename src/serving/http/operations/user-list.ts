import { z } from 'zod';
import { idSchema, userListFiltersSchema, userQuery } from '../../lists/index.js';
import { operation } from '../operation.js';
import { answerList, listProblems, listRequestHeaders, listResponses, snapshotParameter } from './answer-list.js';
import { listExample } from './list-example.js';

export const userList = operation({
  id: 'getUserList',
  method: 'get',
  path: '/v1/users/{id}/also-consider',
  scope: 'read',
  pages: true,
  tag: 'Lists',
  summary: 'For a customer, from the latest products',
  description:
    'What goes with the latest products of this customer: newer ones count more than older ones, and each by the strongest kind of event (purchase, cart, favourite, view) that the customer gave it. None of them is answered unless customers of this shop buy the same again. A customer that the snapshot does not know is answered with what is popular.',
  params: z.strictObject({ id: idSchema.describe('The customer.') }),
  query: userListFiltersSchema.safeExtend(snapshotParameter),
  requestHeaders: listRequestHeaders,
  responses: listResponses,
  problems: listProblems,
  examples: [
    { summary: 'Two products for a customer', params: { id: 'c00222' }, query: { limit: 2 }, answer: listExample },
  ],
  customers: ({ params }) => [params.id],
  handle: ({ params, query: { snapshot, ...filters } }) => answerList(userQuery(params.id, filters), snapshot),
});
