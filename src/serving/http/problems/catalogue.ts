/** What a code means to whoever meets it. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** When it comes. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

/**
 * Every code that a client can meet. A code never changes its meaning; the status and the words may become more exact.
 * The API's documents and its pages are written from this list, and a code that is not in it is answered as `internal`.
 */
export const problemCatalogue = {
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    meaning: 'A parameter, the body or the address is not what the call takes; `errors` names each part.',
    remedy: 'Correct the named parts. The same request will fail again.',
  },
  'unknown-category': {
    status: 400,
    title: 'Unknown category',
    meaning: 'A filter names a category that the shop does not have.',
    remedy: 'Take the id of a category that was imported before the live snapshot was made.',
  },
  'unknown-brand': {
    status: 400,
    title: 'Unknown brand',
    meaning: 'A filter names a brand that the shop does not have.',
    remedy: 'Take a brand as a product of the live snapshot has it, letter by letter.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor does not fit',
    meaning: 'The cursor is none that a list gave, or the question is another than that of the page before.',
    remedy: 'Send `nextCursor` as it came, with the same question; only `limit` and `fields` may differ.',
  },
  'cursor-expired': {
    status: 410,
    title: 'The list cannot be continued',
    meaning: 'The snapshot that the list began with is gone, or the shop’s rules have changed since.',
    remedy: 'Ask again without a cursor.',
  },
  'rules-changed': {
    status: 412,
    title: 'The rules have changed',
    meaning: 'The rules that `If-Match` names are no longer the current ones.',
    remedy: 'Read the rules again and make the change from there.',
  },
  'if-match-required': {
    status: 428,
    title: 'If-Match is missing',
    meaning: 'A change of the rules must say which rules it was made from.',
    remedy: 'Send the `ETag` of `GET /v1/rules` as `If-Match`.',
  },
  unauthorized: {
    status: 401,
    title: 'A key is needed',
    meaning: 'The call needs a key and none was sent, or the one that was sent is unknown or revoked.',
    remedy: 'Make a key with `alongside keys create` and send it as `Authorization: Bearer KEY`.',
  },
  forbidden: {
    status: 403,
    title: 'The key may not do this',
    meaning: 'The key is sound, and lacks the scope that the call needs.',
    remedy: 'Make a key with that scope.',
  },
  'unknown-product': {
    status: 404,
    title: 'Unknown product',
    meaning: 'The live snapshot knows none of the products asked about.',
    remedy: 'Check the id. A product that came after the last embedding is known after the next one.',
  },
  'same-product': {
    status: 400,
    title: 'One product instead of two',
    meaning: 'A call about a pair of products names the same one twice.',
    remedy: 'Name two different products.',
  },
  'same-category': {
    status: 400,
    title: 'Categories that overlap',
    meaning:
      'A call about two categories names the same one twice, or one under the other: lists show other categories only.',
    remedy: 'Name two categories that have no product in common.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    meaning: 'There is nothing at this address.',
    remedy: 'Take an address of the reference at `/docs`.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take that method',
    meaning: 'The address exists, but not with this method; the header `Allow` says which it takes.',
    remedy: 'Take a method that `Allow` names.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No such form of the answer',
    meaning: 'The header `Accept` allows none of the forms in which the call answers.',
    remedy: 'Accept `application/json`, or leave the header out.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request came too slowly',
    meaning: 'Headers or body were not complete in time; the connection is closed.',
    remedy: 'Send the request in one go.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    meaning: 'The body is longer than the call takes.',
    remedy: 'Send less at a time.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not JSON',
    meaning: 'The call takes a body, and its `Content-Type` is not `application/json`.',
    remedy: 'Send JSON, and say so in `Content-Type`.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    meaning: 'The key, or the address without a key, has used up its requests of this window.',
    remedy: 'Wait as many seconds as `Retry-After` says; `RateLimit` tells in advance what is left.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    meaning: 'The address and headers together are longer than 16 KiB; the connection is closed.',
    remedy: 'Send a shorter address: a long basket belongs into a body.',
  },
  internal: {
    status: 500,
    title: 'Something failed here',
    meaning: 'A fault of the service. The log has its cause beside the request id.',
    remedy: 'Try again later, and give the request id to whoever runs the service.',
  },
  'no-snapshot': {
    status: 503,
    title: 'There are no lists yet',
    meaning: 'Nothing was ever embedded.',
    remedy: 'Run `alongside import` and `alongside embed`.',
  },
  'snapshot-missing': {
    status: 503,
    title: 'The lists are gone',
    meaning: 'Redis lost the live snapshot.',
    remedy: 'Run `alongside embed --full`.',
  },
  'snapshot-corrupt': {
    status: 503,
    title: 'The lists are damaged',
    meaning: 'Part of the live snapshot cannot be read.',
    remedy: 'Run `alongside embed --full`.',
  },
  'rules-corrupt': {
    status: 503,
    title: 'The rules are damaged',
    meaning: 'The shop’s rules cannot be read, so no list is sure to keep them.',
    remedy: 'Run `alongside rules set FILE`.',
  },
  'redis-unreachable': {
    status: 503,
    title: 'Redis does not answer',
    meaning: 'The lists are in Redis, which cannot be reached.',
    remedy: 'Try again after a moment.',
  },
  'timed-out': {
    status: 504,
    title: 'The answer took too long',
    meaning: 'The call did not answer within its time limit.',
    remedy: 'Try again after a moment, or ask for less.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof problemCatalogue;

export const problemCodes = Object.keys(problemCatalogue) as [ProblemCode, ...ProblemCode[]];

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemCatalogue, code);
}
