import cors from 'cors';
import type { RequestHandler } from 'express';
import { PREFLIGHT_SECONDS, READ, SENT } from './page-origins.js';

const EVERY = '*';

/**
 * Lets pages of these origins call from a browser. Pages of every origin (`*`) read what is open to everybody, and cannot
 * send a key: one that is meant for the shop's own page would work in any other.
 */
export function crossOrigin(origins: readonly string[]): RequestHandler {
  const every = origins.includes(EVERY);
  const allow = cors({
    origin: every ? EVERY : [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: every ? SENT.filter((name) => !KEYS.has(name)) : SENT,
    exposedHeaders: READ,
    maxAge: PREFLIGHT_SECONDS,
  });
  const named = new Set(origins);
  return (request, response, next) => {
    const { origin } = request.headers;
    const preflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    // A page whose origin is not named, or that will send a key, may still be let in by a key: the call's route knows.
    if (preflight && !named.has(origin ?? '') && (!every || asksForKey(request.headers))) next();
    else allow(request, response, next);
  };
}

const KEYS = new Set(['Authorization', 'Alongside-Customer-Token']);

function asksForKey(headers: { readonly 'access-control-request-headers'?: string | undefined }): boolean {
  return /\bauthorization\b/i.test(headers['access-control-request-headers'] ?? '');
}
