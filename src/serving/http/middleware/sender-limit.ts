import type { Request, Response } from 'express';
import type { Caller } from '../../keys/index.js';
import { rateLimitHeaders } from '../limits/rate-limit-headers.js';
import type { Allowance, RequestLimiter } from '../limits/request-limiter.js';
import type { ApiMetrics } from '../metrics/api-metrics.js';
import { ApiError } from '../problems/api-error.js';
import type { ApiSettings } from '../settings.js';
import { stateOf } from './request-state.js';

export interface SenderLimitParts {
  readonly limiter: RequestLimiter;
  readonly metrics: ApiMetrics;
  readonly settings: Pick<ApiSettings, 'trustedProxies'>;
}

/** Takes a request off its sender's allowance; throws `rate-limited`. */
export type SenderLimit = (request: Request, response: Response, caller: Caller | undefined) => void;

/**
 * The allowance of a key, or of the address of a request without one. A page's key is everybody's, so each address has an
 * allowance of its own with it, as large as the key says, within that of the key.
 */
export function senderLimit({ limiter, metrics, settings }: SenderLimitParts): SenderLimit {
  const { requests: usual, windowSeconds } = limiter.limit;
  const tell = (response: Response, kind: 'key' | 'address', requests: number, allowance: Allowance): void => {
    stateOf(response).headers.push(...rateLimitHeaders({ requests, windowSeconds })(allowance));
    if (allowance.allowed) return;
    metrics.rateLimited(kind);
    throw new ApiError(
      'rate-limited',
      `More than ${requests} requests came within ${windowSeconds} seconds. Try again in ${allowance.resetSeconds} s.`,
    );
  };
  const takeOfPage = (response: Response, { keyId }: Caller, requests: number, address: string): void => {
    const ofVisitor = limiter.take(`page:${keyId}:${address}`, requests);
    // A visitor who asks too much takes nothing off what the key has for the others.
    const ofKey = usual > 0 && ofVisitor.allowed ? limiter.take(`key:${keyId}`) : undefined;
    if (ofKey?.allowed === false) tell(response, 'key', usual, ofKey);
    else tell(response, 'address', requests, ofVisitor);
  };
  return (request, response, caller) => {
    const address = addressOf(request, settings);
    if (caller?.page !== undefined) takeOfPage(response, caller, caller.page.rateLimit, address);
    else if (usual === 0) return;
    else if (caller === undefined) tell(response, 'address', usual, limiter.take(`address:${address}`));
    else tell(response, 'key', usual, limiter.take(`key:${caller.keyId}`));
  };
}

/** Who asks; of an IPv6 address its network of 64 bits, which one sender has to itself. */
function addressOf(request: Request, { trustedProxies }: SenderLimitParts['settings']): string {
  const address = (trustedProxies > 0 ? request.ip : request.socket.remoteAddress) ?? 'unknown';
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
}
