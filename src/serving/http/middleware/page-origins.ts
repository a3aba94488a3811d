import type { Request, Response } from 'express';
import type { Keyring } from '../../keys/index.js';
import { stateOf } from './request-state.js';

/** Headers that pages may send, and read. */
export const SENT = [
  'Authorization',
  'Alongside-Customer-Token',
  'Content-Type',
  'If-None-Match',
  'If-Match',
  'Idempotency-Key',
  'X-Request-Id',
];
export const READ = [
  'ETag',
  'Alongside-Stale',
  'X-Request-Id',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
];

/** Seconds for which browsers keep what a preflight says. */
export const PREFLIGHT_SECONDS = 600;

/** The origin of the page that asks: a browser leaves `Origin` out where page and call have the same one. */
export function originOf({ headers: { origin, referer } }: Request): string | undefined {
  if (origin !== undefined || referer === undefined) return origin;
  return URL.canParse(referer) ? new URL(referer).origin : undefined;
}

/** Lets the page of this origin read the answer. */
export function allowOrigin(response: Response, origin: string): void {
  stateOf(response).headers.push(
    ...['Access-Control-Allow-Origin', origin, 'Vary', 'Origin'],
    ...['Access-Control-Expose-Headers', READ.join(', ')],
  );
}

/**
 * What a browser is told that asks whether a page may make a call, before it does and so before it sends a key; nothing
 * where no key lets in pages of its origin.
 */
export async function preflightHeaders(
  { headers }: Request,
  keyring: Pick<Keyring, 'pageOrigins'>,
  methods: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const { origin } = headers;
  if (origin === undefined || methods.length === 0 || headers['access-control-request-method'] === undefined) return {};
  if (!(await keyring.pageOrigins()).has(origin)) return { Vary: 'Origin' };
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers': SENT.join(', '),
    'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
    Vary: 'Origin',
  };
}
