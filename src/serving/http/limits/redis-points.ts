import type { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { PointStore, RequestLimit } from './request-limiter.js';

/** Points of subjects in Redis, shared by all processes that serve. */
export function redisPoints(redis: Redis, { requests, windowSeconds }: RequestLimit): PointStore {
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'alongside-limits',
    points: requests,
    duration: windowSeconds,
  });
}
