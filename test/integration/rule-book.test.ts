import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { RuleBook } from '../../src/serving/rules/index.js';
import { openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';

const BELIEVE_FOR = 250;

describe('the rule book, in Redis', () => {
  let redis: Redis;
  let now = 0;
  const clock = (): Date => new Date('2026-06-01T12:00:00Z');
  const document = { rules: [{ id: 'no-p1', action: 'block' as const, items: { products: ['p1'] } }] };
  const versionOf = async (book: RuleBook): Promise<string | null> => (await book.inForce()).version;

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
  });
  afterEach(() => redis.flushdb());
  after(() => {
    redis.disconnect();
  });

  it('sees what another process sets soon, without a request that waits for it under load', async () => {
    const book = new RuleBook(redis, { clock, believeFor: BELIEVE_FOR, now: () => now });
    expect(await versionOf(book)).to.equal(null);
    const { version } = await new RuleBook(redis, { clock }).replace(document, '0', 'a test');
    now += BELIEVE_FOR;
    expect(book.inForce()).to.have.property('version', null);
    while ((await versionOf(book)) === null) await new Promise(setImmediate);
    expect(await versionOf(book)).to.equal(version);
  });

  it('is read before it answers where nobody asked for long', async () => {
    const book = new RuleBook(redis, { clock, believeFor: BELIEVE_FOR, now: () => now });
    expect(await versionOf(book)).to.equal(null);
    const { version } = await new RuleBook(redis, { clock }).replace(document, '0', 'a test');
    now += 2 * BELIEVE_FOR;
    expect(await versionOf(book)).to.equal(version);
  });

  it('sees what it sets itself at once', async () => {
    const book = new RuleBook(redis, { clock, believeFor: BELIEVE_FOR, now: () => now });
    expect(await versionOf(book)).to.equal(null);
    const { version } = await book.replace(document, '0', 'a test');
    expect(await versionOf(book)).to.equal(version);
  });
});
