import type { HttpErrorKind } from './error-kind.js';

/** Why the service cannot answer a client of the API that did nothing wrong, in the order of the API's documents. */
export const serviceErrors = {
  internal: {
    status: 500,
    title: 'Something failed here',
    meaning: 'A fault of the service. The log has its cause beside the request id.',
    remedy: 'Try again later, and give the request id to whoever runs the service.',
    retryable: true,
  },
  'no-snapshot': {
    status: 503,
    title: 'There are no lists yet',
    meaning: 'Nothing was ever embedded.',
    remedy: 'Run `alongside import` and `alongside embed`.',
    retryable: false,
  },
  'snapshot-missing': {
    status: 503,
    title: 'The lists are gone',
    meaning: 'Redis lost the live snapshot.',
    remedy: 'Run `alongside embed --full`.',
    retryable: false,
  },
  'snapshot-corrupt': {
    status: 503,
    title: 'The lists are damaged',
    meaning: 'Part of the live snapshot cannot be read.',
    remedy: 'Run `alongside embed --full`.',
    retryable: false,
  },
  'rules-corrupt': {
    status: 503,
    title: 'The rules are damaged',
    meaning: 'The shop’s rules cannot be read, so no list is sure to keep them.',
    remedy: 'Run `alongside rules set FILE`.',
    retryable: false,
  },
  'keys-corrupt': {
    status: 503,
    title: 'A key is damaged',
    meaning: 'What Redis holds of a key of the API cannot be read, so nobody is let in by it.',
    remedy: 'Make another key with `alongside keys create`; `alongside keys list` names the damaged one.',
    retryable: false,
  },
  'redis-unreachable': {
    status: 503,
    title: 'Redis does not answer',
    meaning:
      'What the call needs is in Redis, which does not answer. Answers that are in memory are still given, with the header `Alongside-Stale: true`.',
    remedy: 'Try again after as many seconds as `Retry-After` says.',
    retryable: true,
    retryAfter: 1,
  },
  overloaded: {
    status: 503,
    title: 'There is no time for this request',
    meaning: 'More is asked than the service can answer soon, or over more connections than it takes.',
    remedy: 'Try again after as many seconds as `Retry-After` says.',
    retryable: true,
  },
  'timed-out': {
    status: 504,
    title: 'The answer took too long',
    meaning: 'The call did not answer within its time limit.',
    remedy: 'Try again after a moment, or ask for less.',
    retryable: true,
  },
} as const satisfies Readonly<Record<string, HttpErrorKind>>;
