import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { rateLimitHeaders } from '../../../../src/serving/http/limits/rate-limit-headers.js';
import { RequestLimiter, type PointStore } from '../../../../src/serving/http/limits/request-limiter.js';

const limit = { requests: 5, windowSeconds: 60 };
const away: PointStore = { consume: () => Promise.reject(new Error('connection lost')) };

/** More than the limiter lets pass between two exchanges with its store. */
const exchanged = (): Promise<void> => sleep(250);

describe('the limit of requests', () => {
  const allowedOf = (limiter: RequestLimiter, subject: string, times: number): number =>
    Array.from({ length: times }, () => limiter.take(subject)).filter(({ allowed }) => allowed).length;

  it('lets so many through in a window, each subject its own, and as many in the next', () => {
    let now = 0;
    const limiter = new RequestLimiter(limit, away, () => now);
    expect(allowedOf(limiter, 'key:a', 8)).to.equal(5);
    expect(allowedOf(limiter, 'key:b', 3)).to.equal(3);
    now = 59_999;
    expect(limiter.take('key:a')).to.deep.equal({ allowed: false, remaining: 0, resetSeconds: 1 });
    now = 60_000;
    expect(limiter.take('key:a')).to.deep.equal({ allowed: true, remaining: 4, resetSeconds: 60 });
    limiter.close();
  });

  it('is one over all processes, as soon as they have told the store', async () => {
    const store = new RateLimiterMemory({ points: 5, duration: 60 });
    const [one, other] = [new RequestLimiter(limit, store, Date.now), new RequestLimiter(limit, store, Date.now)];
    expect(allowedOf(one, 'key:a', 3)).to.equal(3);
    await exchanged();
    expect(allowedOf(other, 'key:a', 1)).to.equal(1);
    await exchanged();
    expect(allowedOf(other, 'key:a', 10)).to.equal(1);
    await exchanged();
    expect(allowedOf(one, 'key:a', 1)).to.equal(1); // Decided before it is told.
    await exchanged();
    expect(allowedOf(one, 'key:a', 10)).to.equal(0);
    one.close();
    other.close();
  });

  it('is still kept, by each process alone, while the store is away', async () => {
    const limiter = new RequestLimiter(limit, away, () => 0);
    expect(allowedOf(limiter, 'key:a', 2)).to.equal(2);
    await exchanged();
    expect(allowedOf(limiter, 'key:a', 10)).to.equal(3);
    limiter.close();
  });

  it('tells the store once for many requests', async () => {
    const told: number[] = [];
    const store: PointStore = {
      consume: (_subject, points) => {
        told.push(points);
        return Promise.resolve(new RateLimiterRes(1000 - points, 60_000, points, true));
      },
    };
    const limiter = new RequestLimiter({ requests: 1000, windowSeconds: 60 }, store, Date.now);
    allowedOf(limiter, 'key:a', 300);
    await exchanged();
    expect(told).to.deep.equal([300]);
    expect(limiter.take('key:a').remaining).to.equal(699);
    limiter.close();
  });

  it('says in headers what is left, and after too many when to come again', () => {
    const headers = rateLimitHeaders(limit);
    const usual = ['RateLimit-Policy', '"requests";q=5;w=60', 'RateLimit'];
    expect(headers({ allowed: true, remaining: 4, resetSeconds: 60 })).to.deep.equal([...usual, '"requests";r=4;t=60']);
    expect(headers({ allowed: false, remaining: 0, resetSeconds: 7 })).to.deep.equal([
      ...usual,
      '"requests";r=0;t=7',
      'Retry-After',
      '7',
    ]);
  });
});
