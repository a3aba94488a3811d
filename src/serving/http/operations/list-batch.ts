import { z } from 'zod';
import { issueText } from '../../../core/index.js';
import { listAnswerSchema, listQuerySchema } from '../../lists/index.js';
import { operation } from '../operation.js';
import { problemFor } from '../problems/problem-for.js';
import { problemSchema } from '../problems/problem.js';
import { ANSWER_BYTES, jsonText } from '../reply.js';
import { listExample } from './list-example.js';

const MOST = 100;

/** Of all lists of an answer; the rest is for problems. */
const LIST_BYTES = ANSWER_BYTES - 1024 * 1024;

/** Written out in its place: of a named schema, generators take each property with a default as one that must be sent. */
const questionSchema = z.toJSONSchema(listQuerySchema, { io: 'input' });
delete questionSchema.$schema;

/** Of a question that may not be valid. */
function customerOf(query: unknown): string[] {
  return typeof query === 'object' && query !== null && 'user' in query ? [String(query.user)] : [];
}

export const listBatch = operation({
  id: 'getLists',
  method: 'post',
  path: '/v1/also-consider/batch',
  scope: 'read',
  tag: 'Lists',
  summary: 'Many lists in one call',
  description:
    'Up to 100 questions, each as in `POST /v1/also-consider`, all answered from one snapshot. A question that cannot be answered gets its problem in the place of its list; the others are not touched. So does each that comes when the answer has 7 MiB (`answer-too-large`): ask it in another call.',
  body: z.strictObject({
    queries: z
      // Each is read on its own, so that one that is not valid does not cost the others their lists.
      .array(z.unknown().meta({ override: questionSchema }))
      .min(1)
      .max(MOST)
      .describe('Questions, each a body of `POST /v1/also-consider`.'),
  }),
  bodyBytes: 1024 * 1024,
  responses: {
    200: {
      description: 'A list or a problem for each question, in their order.',
      schema: z.object({
        results: z.array(z.union([z.object({ list: listAnswerSchema }), z.object({ problem: problemSchema })])),
      }),
    },
  },
  problems: ['no-snapshot', 'snapshot-missing', 'snapshot-corrupt', 'rules-corrupt'],
  examples: [
    {
      summary: 'One list, and a question without a product',
      body: { queries: [{ products: ['tents-001'], limit: 2 }, {}] },
      answer: { results: [{ list: listExample }] },
    },
  ],
  customers: ({ body }) => body.queries.flatMap(customerOf),
  handle:
    ({ body }) =>
    async ({ services, requestId, admin }) => {
      const queries = body.queries.map((query) => listQuerySchema.safeParse(query, { error: issueText }));
      const sound = queries.flatMap(({ data }) => (data === undefined ? [] : [data]));
      const replies = await services.lists.replies(sound, { exact: admin, mostBytes: LIST_BYTES });
      let next = 0;
      const results = queries.map(({ error }) => {
        const reply = error ?? replies[next++];
        if ('text' in reply) return `{"list":${String(reply.text)}}`;
        const problem = problemFor(reply);
        if (problem === undefined) throw reply;
        return JSON.stringify({ problem: { ...problem, requestId } });
      });
      return jsonText(`{"results":[${results.join(',')}]}`);
    },
});
