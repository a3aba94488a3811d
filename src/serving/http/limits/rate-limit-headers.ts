import type { Allowance, RequestLimit } from './request-limiter.js';

/**
 * The headers of draft-ietf-httpapi-ratelimit-headers-10: what the policy is, and what is left of it; `Retry-After` where
 * nothing is. Names and values in turns.
 */
export function rateLimitHeaders(limit: RequestLimit): (allowance: Allowance) => string[] {
  const policy = `"requests";q=${limit.requests};w=${limit.windowSeconds}`;
  return ({ allowed, remaining, resetSeconds }) => {
    const headers = ['RateLimit-Policy', policy, 'RateLimit', `"requests";r=${remaining};t=${resetSeconds}`];
    return allowed ? headers : [...headers, 'Retry-After', String(resetSeconds)];
  };
}
