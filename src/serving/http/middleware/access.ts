import type { Request, Response } from 'express';
import type { Caller, Keyring } from '../../keys/index.js';
import type { Scope } from '../../keys/choices.js';
import { rateLimitHeaders } from '../limits/rate-limit-headers.js';
import type { RequestLimiter } from '../limits/request-limiter.js';
import type { ApiMetrics, KeyFailure } from '../metrics/api-metrics.js';
import { ApiError } from '../problems/api-error.js';
import type { ApiSettings } from '../settings.js';
import { stateOf } from './request-state.js';

export interface AccessParts {
  readonly keyring: Keyring;
  /** Absent: nothing is limited. */
  readonly limiter: RequestLimiter | undefined;
  readonly metrics: ApiMetrics;
  readonly settings: Pick<ApiSettings, 'requireKeyToRead' | 'trustedProxies'>;
}

const SCHEME = 'Bearer realm="alongside"';

/** Lets a request through to a call, at once or after its key was read; throws, or rejects, what keeps it out. */
export type Admit = (request: Request, response: Response) => undefined | Promise<undefined>;

/**
 * Checks a request's key against the call's scope, then takes it off its sender's allowance. Refused requests count too, by
 * address, so that keys cannot be guessed faster than anything else can be asked.
 */
export function access(scope: Scope | 'none', parts: AccessParts): Admit {
  if (scope === 'none') return () => undefined;
  const needsKey = scope !== 'read' || parts.settings.requireKeyToRead;
  const limit = limited(parts);
  const refuse = (request: Request, response: Response, reason: KeyFailure, error: ApiError): never => {
    parts.metrics.keyFailed(reason);
    limit(request, response, undefined);
    throw error;
  };
  const admit = (request: Request, response: Response, caller: Caller | undefined): void => {
    if (caller === undefined) refuse(request, response, 'invalid', invalid());
    else if (needsKey && !caller.scopes.has(scope)) refuse(request, response, 'scope', lacking(scope));
    else {
      stateOf(response).caller = caller;
      limit(request, response, caller);
    }
  };
  return (request, response) => {
    const { authorization } = request.headers;
    if (authorization === undefined) {
      if (needsKey) refuse(request, response, 'missing', missing(scope));
      limit(request, response, undefined);
      return undefined;
    }
    const caller = /^bearer /i.test(authorization) ? parts.keyring.check(authorization.slice(7).trim()) : undefined;
    if (caller instanceof Promise) {
      return caller.then((known) => {
        admit(request, response, known);
        return undefined;
      });
    }
    admit(request, response, caller);
    return undefined;
  };
}

/** Takes a request off its key's allowance, or its address's; throws `rate-limited`. */
function limited({
  limiter,
  metrics,
  settings,
}: AccessParts): (request: Request, response: Response, caller: Caller | undefined) => void {
  if (limiter === undefined) return () => undefined;
  const headersOf = rateLimitHeaders(limiter.limit);
  return (request, response, caller) => {
    const subject =
      caller === undefined ? `address:${addressOf(request, settings.trustedProxies)}` : `key:${caller.keyId}`;
    const allowance = limiter.take(subject);
    stateOf(response).headers.push(...headersOf(allowance));
    if (allowance.allowed) return;
    metrics.rateLimited(caller === undefined ? 'address' : 'key');
    throw new ApiError(
      'rate-limited',
      `More than ${limiter.limit.requests} requests came within ${limiter.limit.windowSeconds} seconds. Try again in ${allowance.resetSeconds} s.`,
    );
  };
}

/** Who asks; of an IPv6 address its network of 64 bits, which one sender has to itself. */
function addressOf(request: Request, trustedProxies: number): string {
  const address = (trustedProxies > 0 ? request.ip : request.socket.remoteAddress) ?? 'unknown';
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
}

function missing(scope: Scope): ApiError {
  return new ApiError(
    'unauthorized',
    `The call needs a key with the scope "${scope}", sent as "Authorization: Bearer KEY".`,
    {
      headers: { 'WWW-Authenticate': SCHEME },
    },
  );
}

function invalid(): ApiError {
  return new ApiError('unauthorized', 'The key is not one of this service, or was revoked.', {
    headers: { 'WWW-Authenticate': `${SCHEME}, error="invalid_token"` },
  });
}

function lacking(scope: Scope): ApiError {
  return new ApiError('forbidden', `The key lacks the scope "${scope}".`, {
    headers: { 'WWW-Authenticate': `${SCHEME}, error="insufficient_scope", scope="${scope}"` },
  });
}
