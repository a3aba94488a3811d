import { z } from 'zod';
import { whyAnswerSchema } from '../../explanations/index.js';
import { idSchema } from '../../lists/index.js';
import { operation } from '../operation.js';
import { json } from '../reply.js';
import { whyExample } from './why-example.js';

export const productWhy = operation({
  id: 'getProductReason',
  method: 'get',
  path: '/v1/products/{x}/why/{y}',
  scope: 'read',
  tag: 'Reasons',
  summary: 'Why y is, or is not, on the list of x',
  description:
    'In counts, with the 95 % interval of the lift and with how many customers bought the one after the other; in the parts of the score, which add up to its logarithm; and as the strongest paths from x to y in the graph: through common baskets, a third product, a category relation. Counts and parts are those of the live snapshot. Paths are read from the graph as it is, within a time limit, and kept as long as the snapshot; where the graph does not answer, `paths` is null, `pathsMissing` says why, and all else is there. A key with the scope `admin` sees all of it. To others no count is told that fewer people stand behind than the service is set to (5 unless told otherwise): it is `few`, and the parts of the score from which it could be had are told as one. Where fewer people than that bought x or y, the answer reads as if nothing lay between them, and as it does for a product that nobody bought.',
  params: z.strictObject({
    x: idSchema.describe('The product whose list it is.'),
    y: idSchema.describe('The product that is, or is not, on it.'),
  }),
  responses: { 200: { description: 'The reason.', schema: whyAnswerSchema } },
  problems: ['unknown-product', 'same-product', 'no-snapshot', 'snapshot-missing', 'snapshot-corrupt'],
  examples: [
    {
      summary: 'Why a sleeping bag goes with a tent',
      params: { x: 'tents-001', y: 'sleeping-bags-001' },
      answer: whyExample,
    },
  ],
  handle:
    ({ params }) =>
    async ({ services, admin }) =>
      json(await services.reasons.why(params.x, params.y, { exact: admin })),
});
