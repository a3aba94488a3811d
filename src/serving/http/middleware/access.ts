import type { Request, Response } from 'express';
import type { Caller, Keyring } from '../../keys/index.js';
import type { Scope } from '../../keys/choices.js';
import type { RequestLimiter } from '../limits/request-limiter.js';
import type { ApiMetrics, KeyFailure } from '../metrics/api-metrics.js';
import type { Operation } from '../operation.js';
import type { ApiError } from '../problems/api-error.js';
import type { ApiSettings } from '../settings.js';
import { allowOrigin, originOf } from './page-origins.js';
import { lackingScope, missingKey, notForPages, otherOrigin, unknownKey } from './refusals.js';
import { stateOf } from './request-state.js';
import { senderLimit } from './sender-limit.js';

export interface AccessParts {
  readonly keyring: Keyring;
  readonly limiter: RequestLimiter;
  readonly metrics: ApiMetrics;
  readonly settings: Pick<ApiSettings, 'requireKeyToRead' | 'requireKeyForMetrics' | 'trustedProxies'>;
  readonly now: () => Date;
}

/** Lets a request through to a call, at once or after its key was read; throws, or rejects, what keeps it out. */
export type Admit = (request: Request, response: Response) => undefined | Promise<undefined>;

/**
 * Checks a request's key against what the call asks for, then takes the request off its sender's allowance. Refused requests
 * count too, by address, so that keys cannot be guessed faster than anything else can be asked.
 */
export function access({ scope, pages = false }: Pick<Operation, 'scope' | 'pages'>, parts: AccessParts): Admit {
  if (scope === 'none') return () => undefined;
  const needsKey = isNeeded(scope, parts.settings);
  // What is open to everybody but for a setting is as open, and as little limited, as what never needs a key.
  if (scope === 'metrics' && !needsKey) return () => undefined;
  const limit = senderLimit(parts);
  const refuse = (request: Request, response: Response, reason: KeyFailure, error: ApiError): never => {
    parts.metrics.keyFailed(reason);
    limit(request, response, undefined);
    throw error;
  };
  const admit = (request: Request, response: Response, caller: Caller | undefined): void => {
    if (caller === undefined) return refuse(request, response, 'invalid', unknownKey());
    const { page, scopes } = caller;
    if (page !== undefined) {
      const origin = originOf(request);
      if (origin === undefined || !page.origins.includes(origin)) refuse(request, response, 'origin', otherOrigin());
      else allowOrigin(response, origin);
      if (!pages) refuse(request, response, 'scope', notForPages(scope));
    } else if (needsKey && !scopes.has(scope)) refuse(request, response, 'scope', lackingScope(scope));
    stateOf(response).caller = caller;
    limit(request, response, caller);
  };
  return (request, response) => {
    const { authorization } = request.headers;
    if (authorization === undefined) {
      if (needsKey) refuse(request, response, 'missing', missingKey(scope));
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

function isNeeded(scope: Scope, { requireKeyToRead, requireKeyForMetrics }: AccessParts['settings']): boolean {
  return scope === 'read' ? requireKeyToRead : scope === 'metrics' ? requireKeyForMetrics : true;
}
