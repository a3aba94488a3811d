import { z } from 'zod';
import type { Snapshot } from '../../../storage/redis/index.js';
import {
  idSchema,
  listAnswerSchema,
  ofNamed,
  queryText,
  versionNamed,
  type ListQuery,
  type ListReply,
} from '../../lists/index.js';
import type { Handler, OperationResponse } from '../operation.js';
import { ApiError } from '../problems/api-error.js';
import type { ProblemCode } from '../problems/catalogue.js';
import { jsonText, noContent, type Reply } from '../reply.js';

/** What every call for a list reads from the headers. */
export const listRequestHeaders = z.object({
  'If-None-Match': z
    .string()
    .optional()
    .describe(
      'The `ETag` of the list that the client has: where nothing has changed, the answer is 304 without a body.',
    ),
});

/** What every call for a list can answer. */
export const listResponses: Readonly<Record<number, OperationResponse>> = {
  200: {
    description: 'The list.',
    schema: listAnswerSchema,
    headers: {
      ETag: "Names snapshot, rules, request, a customer's newest events, and whether numbers are exact: equal tags, equal bytes.",
    },
  },
  304: {
    description: 'The answer is the one that `If-None-Match` names.',
    headers: { ETag: 'The same as before.' },
  },
};

/** What else a call for a list can meet. */
export const listProblems: readonly ProblemCode[] = [
  'unknown-product',
  'unknown-category',
  'unknown-brand',
  'invalid-cursor',
  'cursor-expired',
  'unknown-version',
  'no-snapshot',
  'snapshot-missing',
  'snapshot-corrupt',
  'rules-corrupt',
];

/** Which snapshot answers, for the shop's own people. */
export const snapshotParameter = {
  snapshot: idSchema
    .optional()
    .describe(
      'Answers from this snapshot in the place of the live one: an `id` of `GET /v1/versions`, or `previous`, `canary` or `shadow`. Needs a key with the scope `admin`.',
    ),
};

/** What answers requests for a list: its text, or 304 where the client has it. */
export function answerList(query: ListQuery, snapshot?: string): Handler {
  if (snapshot === undefined) return answerFrom(query);
  return async (context) => {
    const { admin, services } = context;
    if (!admin)
      throw new ApiError('forbidden', 'Reading from a snapshot by its name needs a key with the scope "admin".');
    const id = await versionNamed(services.redis, snapshot);
    return answerFrom(query, await ofNamed(id, services.live.at(id)))(context);
  };
}

function answerFrom(query: ListQuery, snapshot?: Snapshot): Handler {
  const text = queryText(query);
  const at = snapshot === undefined ? {} : { at: snapshot };
  return ({ services, header, admin }) => {
    const has = tagsIn(header('if-none-match'));
    const reply = services.lists.reply(query, { text, exact: admin, ...at, knows: (tag) => has.includes(tag) });
    const send = (given: ListReply): Reply => {
      // Of a customer, it would tell whether somebody asked for the same list before.
      if (query.user === undefined && query.history === undefined) services.metrics.cacheLookedUp(given.cached);
      // Any list will do, but there must be one: what names an unknown product is refused before.
      if (given.text === undefined || has.includes('*')) return noContent(304, { ETag: given.etag });
      if (given.source !== undefined) services.metrics.listAnswered(given.source);
      return jsonText(given.text, { headers: { ETag: given.etag } });
    };
    return reply instanceof Promise ? reply.then(send) : send(reply);
  };
}

const NONE: readonly string[] = [];

/** The tags of `If-None-Match`, to be compared weakly, as RFC 9110 asks for GET. */
function tagsIn(header: string | undefined): readonly string[] {
  return header?.split(',').map((each) => each.trim().replace(/^W\//, '')) ?? NONE;
}
