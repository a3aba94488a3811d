import { z } from 'zod';
import {
  countActions,
  findUnknownNames,
  ruleDocumentSchema,
  ruleVersionAnswerSchema,
  ruleVersionEntrySchema,
  ruleWarningSchema,
  type RuleVersion,
  type RuleVersionEntry,
} from '../../rules/index.js';
import { idSchema } from '../../lists/index.js';
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
    { id: 'tools-belong', action: 'balance', for: { categories: ['tools'] }, balance: 0.8 },
  ],
} satisfies z.input<typeof ruleDocumentSchema>;

const answer: RuleVersion = {
  version: '1-5f2b8a9d0c3e',
  at: '2026-05-04T10:20:30.000Z',
  by: 'k-7f3a9c',
  rules: document.rules,
};

const entry: RuleVersionEntry = {
  version: '1-5f2b8a9d0c3e',
  at: '2026-05-04T10:20:30.000Z',
  by: 'k-7f3a9c',
  actions: countActions(document.rules),
  bytes: 402,
};

/** What was set, with the names in it that the shop does not have. */
const setAnswerSchema = ruleVersionAnswerSchema
  .extend({
    warnings: z
      .array(ruleWarningSchema)
      .describe('Rules that name what the live snapshot does not have: until it does, they match nothing.'),
  })
  .meta({ id: 'RuleVersionSet' });

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
    'Replaces all rules in one step; every list from now on (other processes: within a second) is made by them; lists that were written back to Neo4j follow with the next embedding. The header `If-Match` must hold the `ETag` of the rules that the change was made from. The version stays in the history with the key that set it. `warnings` says which names the shop does not have, and which pins are of the category asked about, so not shown.\n\n`block` is never broken, by no other rule and on no page; `pin` never breaks a block, the category policy or a filter of the question; then come `bury` and `boost`.',
  requestHeaders: z.object({
    'If-Match': z
      .string()
      .describe('The `ETag` of the rules that the change was made from, such as `"0"` where none were set.'),
  }),
  body: ruleDocumentSchema,
  bodyBytes: 1024 * 1024,
  responses: {
    200: {
      description: 'The new rules.',
      schema: setAnswerSchema,
      example: {
        ...answer,
        warnings: [{ rule: 'summer-hats', names: ['hats-001'], message: 'The shop has no product "hats-001".' }],
      },
      headers,
    },
  },
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
      const warnings = await findUnknownNames(set.rules, services.live);
      return json({ ...set, warnings }, { headers: { ETag: `"${set.version}"` } });
    },
});

export const getRulesHistory = operation({
  id: 'getRulesHistory',
  method: 'get',
  path: '/v1/rules/history',
  scope: 'admin',
  tag: 'Rules',
  summary: 'Who set which rules when',
  description:
    'The latest versions, without their rules, which `GET /v1/rules/history/{version}` gives. As many are kept as stay within 1,000 versions and 16 MiB; the current one always is.',
  query: z.strictObject({
    limit: z.int().min(1).max(100).default(20),
    cursor: z
      .string()
      .regex(/^\d{1,20}-\d{1,20}$/, 'must be a `nextCursor`')
      .optional()
      .describe('`nextCursor` of the page before.'),
  }),
  responses: {
    200: {
      description: 'Versions, newest first.',
      schema: z
        .object({
          versions: z.array(ruleVersionEntrySchema),
          nextCursor: z.string().nullable().describe('Asks for the next page, as `cursor`; null on the last.'),
        })
        .meta({ id: 'RuleHistory' }),
    },
  },
  problems: ['rules-corrupt'],
  examples: [{ summary: 'The latest version', query: { limit: 1 }, answer: { versions: [entry], nextCursor: null } }],
  handle:
    ({ query }) =>
    async ({ services }) =>
      json(await services.rules.history(query.limit, query.cursor)),
});

export const getRulesVersion = operation({
  id: 'getRulesVersion',
  method: 'get',
  path: '/v1/rules/history/{version}',
  scope: 'admin',
  tag: 'Rules',
  summary: 'The rules of a version',
  description: 'All rules as they were set then. To go back to them, `PUT` them in the place of the current ones.',
  params: z.strictObject({ version: idSchema.describe('A `version` of the history.') }),
  responses: { 200: { description: 'The rules.', schema: ruleVersionAnswerSchema, example: answer } },
  problems: ['unknown-rules-version', 'rules-corrupt'],
  examples: [{ summary: 'A version that never was', params: { version: '9-000000000000' }, status: 404 }],
  handle:
    ({ params }) =>
    async ({ services }) =>
      json(await services.rules.at(params.version)),
});
