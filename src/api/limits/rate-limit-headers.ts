import type { Allowance, RequestLimit } from './request-limiter.js';

/** The headers of draft-ietf-httpapi-ratelimit-headers-10: what the policy is, and what is left of it. */
export function rateLimitHeaders(limit: RequestLimit): (allowance: Allowance) => [name: string, value: string][] {
  const policy = `"requests";q=${limit.requests};w=${limit.windowSeconds}`;
  return ({ allowed, remaining, resetSeconds }) => [
    ['RateLimit-Policy', policy],
    ['RateLimit', `"requests";r=${remaining};t=${resetSeconds}`],
    ...(allowed ? [] : ([['Retry-After', String(resetSeconds)]] as [string, string][])),
  ];
}
