import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { RuleBook, type RuleDocument } from '../../src/serving/rules/index.js';
import { leaveRedis, openEmptyRedis } from '../support/open-servers.js';
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
  after(() => leaveRedis(redis));

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

  it('keeps its version where the very rules that hold are set again, and mends them where they were lost', async () => {
    const book = new RuleBook(redis, { clock });
    const set = await book.replace(document, '0', 'a test');
    expect(await book.replace(document, set.version, 'another')).to.deep.equal(set);
    expect((await book.history(10)).versions).to.have.length(1);
    await redis.del('alongside:{rules}:current');
    expect((await book.replace(document, set.version, 'another')).version).to.match(/^2-/);
    expect(await new RuleBook(redis, { clock }).current()).to.deep.include({ by: 'another' });
  });

  it('sees what it sets itself at once', async () => {
    const book = new RuleBook(redis, { clock, believeFor: BELIEVE_FOR, now: () => now });
    expect(await versionOf(book)).to.equal(null);
    const { version } = await book.replace(document, '0', 'a test');
    expect(await versionOf(book)).to.equal(version);
  });

  describe('keeps a history', () => {
    const ruled = (id: string, note = ''): RuleDocument => ({
      rules: [{ id, action: 'block', items: { products: ['p1'] }, note }],
    });
    const setAll = async (book: RuleBook, documents: readonly RuleDocument[]): Promise<string[]> => {
      const versions: string[] = [];
      for (const each of documents) versions.push((await book.replace(each, versions.at(-1) ?? '0', 'a test')).version);
      return versions;
    };
    const kept = async (book: RuleBook): Promise<string[]> =>
      (await book.history(100)).versions.map(({ version }) => version);

    it('in pages, newest first, and each document by its version', async () => {
      const book = new RuleBook(redis, { clock });
      const set = await setAll(book, [ruled('a'), ruled('b'), ruled('c')]);
      const first = await book.history(2);
      expect(first.versions[0]).to.deep.include({
        version: set[2],
        by: 'a test',
        actions: { block: 1, pin: 0, bury: 0, boost: 0, balance: 0 },
      });
      const second = await book.history(2, first.nextCursor ?? '');
      expect([...first.versions, ...second.versions].map(({ version }) => version)).to.deep.equal(set.toReversed());
      expect(second.nextCursor).to.equal(null);
      expect((await book.at(set[0])).rules[0].id).to.equal('a');
    });

    it('of so many versions, and no more', async () => {
      const book = new RuleBook(redis, { clock, keep: { versions: 2, bytes: 1e6 } });
      const set = await setAll(book, [ruled('a'), ruled('b'), ruled('c')]);
      expect(await kept(book)).to.deep.equal([set[2], set[1]]);
      const gone = await book.at(set[0]).catch((error: unknown) => error);
      expect(gone).to.have.property('code', 'unknown-rules-version');
    });

    it('of so many bytes, but always the current one', async () => {
      const book = new RuleBook(redis, { clock, keep: { versions: 100, bytes: 1000 } });
      const long = 'x'.repeat(400);
      const set = await setAll(book, [ruled('a', long), ruled('b', long), ruled('c'), ruled('d', long.repeat(3))]);
      expect(await kept(book)).to.deep.equal([set[3]]);
      expect(await redis.hkeys('alongside:{rules}:documents')).to.deep.equal([set[3]]);
      const next = await book.replace(ruled('e'), set[3], 'a test');
      expect(await kept(book)).to.deep.equal([next.version]);
    });

    it('that version 0.1 wrote whole, one broken document aside', async () => {
      const old = { version: '1-aaaaaaaaaaaa', at: '2026-01-01T00:00:00.000Z', by: 'key k', rules: ruled('a').rules };
      const key = 'alongside:{rules}:history';
      await redis.xadd(key, '1-0', 'document', '{"version":');
      await redis.xadd(key, '2-0', 'document', JSON.stringify(old));
      await redis.set('alongside:{rules}:version', old.version);
      const book = new RuleBook(redis, { clock });
      const { version } = await book.replace(ruled('b'), old.version, 'a test');
      expect(await kept(book)).to.deep.equal([version, old.version]);
      expect(await book.at(old.version)).to.deep.equal(old);
      expect(await redis.xlen(key)).to.equal(0);
    });
  });
});
