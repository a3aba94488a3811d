import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { PointStore, RequestLimit } from './request-limiter.js';

/** Milliseconds that Redis may answer late with what is left of a window. */
const LATE = 1000;

/** Points of subjects in Redis, shared by all processes that serve. How many a subject has is for the limiter to know. */
export function redisPoints(redis: Redis, { windowSeconds }: Pick<RequestLimit, 'windowSeconds'>): PointStore {
  const store = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'alongside-limits',
    points: Number.MAX_SAFE_INTEGER,
    duration: windowSeconds,
  });
  return {
    consume: async (subject, points) => {
      const left = await store.consume(subject, points);
      if (left.msBeforeNext <= windowSeconds * 1000 + LATE) return left;
      // Redis keeps the moment at which a window ends by the time of day: set back, the window would last as much longer.
      await store.delete(subject);
      return new RateLimiterRes(left.remainingPoints, windowSeconds * 1000, left.consumedPoints, false);
    },
  };
}
