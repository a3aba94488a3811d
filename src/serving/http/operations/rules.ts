import { z } from 'zod';
import { ruleDocumentSchema, ruleVersionAnswerSchema, type RuleVersion } from '../../rules/index.js';
import { operation } from '../operation.js';
import { ApiError } from '../problems/api-error.js';
import { json } from '../reply.js';

const document = {
  rules: [
    { id: 'no-gifts-with-tools', action: 'block', for: { categories: ['tools'] }, items: { categories: ['gifts'] } },
    {
      id: 'summer-hats',
      action: 'pin',
      for: { products: ['tents-001'] },
      items: { products: ['hats-001'] },
      from: '2026-06-01T00:00:00Z',
      until: '2026-09-01T00:00:00Z',
    },
    { id: 'good-margin', action: 'boost', items: { minMargin: 0.4 }, factor: 1.5 },
  ],
} satisfies z.input<typeof ruleDocumentSchema>;

const answer: RuleVersion = {
  version: '1-5f2b8a9d0c3e',
  at: '2026-05-04T10:20:30.000Z',
  by: 'k-7f3a9c',
  rules: document.rules,
};

const headers = { ETag: 'Names the version; `If-Match` of a change.' };

export const getRules = operation({
  id: 'getRules',
  method: 'get',
  path: '/v1/rules',
  scope: 'admin',
  tag: 'Rules',
  summary: "The shop's rules",
  description: 'All rules of the current version, whether they are in force today or not.',
  responses: { 200: { description: 'The rules.', schema: ruleVersionAnswerSchema, headers } },
  problems: ['rules-corrupt'],
  examples: [{ summary: 'The current rules', answer }],
  handle:
    () =>
    async ({ services }) => {
      const current = await services.rules.current();
      return json(current, { headers: { ETag: `"${current.version}"` } });
    },
});

export const putRules = operation({
  id: 'putRules',
  method: 'put',
  path: '/v1/rules',
  scope: 'admin',
  tag: 'Rules',
  summary: "Replace the shop's rules",
  description:
    'Replaces all rules in one step; every list from now on (other processes: within a second) is made by them; lists that were written back to Neo4j follow with the next embedding. The header `If-Match` must hold the `ETag` of the rules that the change was made from. Every version stays in the history with the key that set it.\n\n`block` is never broken, by no other rule and on no page; `pin` never breaks a block, the category policy or a filter of the question; then come `bury` and `boost`.',
  requestHeaders: z.object({
    'If-Match': z
      .string()
      .describe('The `ETag` of the rules that the change was made from, such as `"0"` where none were set.'),
  }),
  body: ruleDocumentSchema,
  bodyBytes: 1024 * 1024,
  responses: { 200: { description: 'The new rules.', schema: ruleVersionAnswerSchema, example: answer, headers } },
  problems: ['rules-changed', 'if-match-required', 'rules-corrupt'],
  examples: [{ summary: 'Without If-Match nothing is changed', body: document, status: 428 }],
  handle:
    ({ body }) =>
    async (context) => {
      const { services, keyId } = context;
      const match = /^"(.+)"$/.exec(context.header('if-match') ?? '');
      if (match === null) {
        throw new ApiError('if-match-required', 'Send the ETag of "GET /v1/rules" as "If-Match".');
      }
      const set = await services.rules.replace(body, match[1], keyId === undefined ? 'api' : `key ${keyId}`);
      return json(set, { headers: { ETag: `"${set.version}"` } });
    },
});

export const getRulesHistory = operation({
  id: 'getRulesHistory',
  method: 'get',
  path: '/v1/rules/history',
  scope: 'admin',
  tag: 'Rules',
  summary: 'Who set which rules when',
  query: z.strictObject({ limit: z.int().min(1).max(100).default(20) }),
  responses: {
    200: {
      description: 'Versions, newest first.',
      schema: z.object({ versions: z.array(ruleVersionAnswerSchema) }).meta({ id: 'RuleHistory' }),
    },
  },
  problems: ['rules-corrupt'],
  examples: [{ summary: 'The latest versions', query: { limit: 1 }, answer: { versions: [answer] } }],
  handle:
    ({ query }) =>
    async ({ services }) =>
      json({ versions: await services.rules.history(query.limit) }),
});
