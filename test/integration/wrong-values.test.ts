import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { KeyStore, Keyring } from '../../src/serving/keys/index.js';
import { listQuerySchema, openLists } from '../../src/serving/lists/index.js';
import { RuleBook, ruleDocumentSchema } from '../../src/serving/rules/index.js';
import {
  JobList,
  JobQueue,
  clearQueues,
  countQueues,
  embedJobSchema,
  embedKind,
} from '../../src/storage/queue/index.js';
import { LIVE_KEY, LiveSnapshot, SNAPSHOT_PARTS, listSnapshots, openSnapshot } from '../../src/storage/redis/index.js';
import { plantedShop, publishShop } from '../serving/lists/planted-snapshot.js';
import { rejection } from '../shop/csv/temporary-folder.js';
import { leaveRedis, openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout, testServers } from '../support/servers.js';

const clock = (): Date => new Date('2026-06-01T12:00:00Z');

describe('a value of another kind in Redis', () => {
  let redis: Redis;

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
  });
  beforeEach(async () => {
    await redis.flushdb();
  });
  after(() => leaveRedis(redis));

  /** Puts a list in the place of whatever it was. */
  async function spoil(key: string): Promise<void> {
    await redis.del(key);
    await redis.rpush(key, 'what', 'is', 'this');
  }

  it('is named where it stands for any part of a snapshot, and goes when that is written anew', async () => {
    await publishShop(redis, plantedShop(20), 'a');
    const keys = ['manifest', ...Object.values(SNAPSHOT_PARTS).map(({ key }) => key)].map(
      (key) => `alongside:{a}:${key}`,
    );
    for (const key of [LIVE_KEY, ...keys]) {
      await spoil(key);
      const fault = await rejection(new LiveSnapshot(redis).confirmed());
      expect(fault, key).to.have.property('code', 'snapshot-corrupt');
      expect(fault.message).to.contain(key);
      expect(await listSnapshots(redis)).to.be.an('array');
      await publishShop(redis, plantedShop(20), 'a');
      expect((await new LiveSnapshot(redis).confirmed()).manifest.id).to.equal('a');
    }
  });

  it('is named where it is the number of another product, whose list would be answered', async () => {
    await publishShop(redis, plantedShop(20), 'a');
    const key = 'alongside:{a}:numbers';
    const [one, another] = Object.keys(await redis.hgetall(key));
    await redis.hset(key, one, (await redis.hget(key, another))!);
    const { lists } = openLists(redis, { clock });
    const fault = await rejection(lists.answer(listQuerySchema.parse({ products: [one] })));
    expect(fault).to.have.property('code', 'snapshot-corrupt');
    expect(fault.message).to.contain(`${key} ${one}`);
  });

  it('does not hold up a switch where it stands for the set of snapshots', async () => {
    await publishShop(redis, plantedShop(20), 'a');
    await spoil('alongside:snapshots');
    await publishShop(redis, plantedShop(20, 2), 'b');
    expect(await redis.smembers('alongside:snapshots')).to.deep.equal(['b']);
    expect((await openSnapshot(redis, 'b')).manifest.id).to.equal('b');
  });

  it('is named where it stands for the rules, and they can be set anew', async () => {
    const document = ruleDocumentSchema.parse({ rules: [{ id: 'r', action: 'block', items: { products: ['p1'] } }] });
    const book = (): RuleBook => new RuleBook(redis, { clock });
    const set = async (): Promise<string> =>
      (await book().replace(document, await book().versionToReplace(), 'a test')).version;
    const version = await set();
    for (const part of ['version', 'current']) {
      const key = `alongside:{rules}:${part}`;
      await spoil(key);
      const fault = await rejection(book().current());
      expect(fault, key).to.have.property('code', 'rules-corrupt');
      expect(fault.message).to.contain(key);
      await set();
      expect((await book().current()).rules).to.deep.equal(document.rules);
    }
    for (const part of ['entries', 'documents', 'bytes']) {
      await spoil(`alongside:{rules}:${part}`);
      await set();
      expect((await book().current()).rules).to.deep.equal(document.rules);
    }
    expect(version).to.match(/^1-/);
  });

  it('is not taken for a shop without rules where they were lost', async () => {
    const rules = new RuleBook(redis, { clock });
    await rules.replace({ rules: [] }, '0', 'a test');
    await redis.del('alongside:{rules}:current');
    expect(await rejection(new RuleBook(redis, { clock }).current())).to.have.property('code', 'rules-corrupt');
  });

  it('is named where it stands for the live snapshot and is no name', async () => {
    await publishShop(redis, plantedShop(20), 'a');
    for (const garbage of ['', 'what is this?', '{"id":"a"}']) {
      await redis.set(LIVE_KEY, garbage);
      const fault = await rejection(Promise.resolve(new LiveSnapshot(redis).current()));
      expect(fault, garbage).to.have.property('code', 'snapshot-corrupt');
      expect(fault.message).to.contain(LIVE_KEY);
    }
    await publishShop(redis, plantedShop(20), 'a');
    expect((await new LiveSnapshot(redis).current()).manifest.id).to.equal('a');
  });

  it('is named where it stands for a part of a queue, and goes when the queues are emptied', async () => {
    const servers = await testServers();
    const queue = new JobQueue(embedKind, servers);
    const list = new JobList(servers, ['embed']);
    const add = (): Promise<string> => queue.add(embedJobSchema.parse({}));
    try {
      for (const part of ['wait', 'active', 'failed', 'meta', 'events', 'id']) {
        await add();
        const key = `{alongside}:embed:${part}`;
        await redis.del(key);
        if (part === 'wait' || part === 'active') await redis.set(key, 'what is this');
        else await spoil(key);
        const faults = await Promise.all([add, () => list.all(), () => countQueues(servers)].map(faultOf));
        const met = faults.filter((fault) => fault !== undefined);
        expect(met, part).not.to.be.empty;
        for (const fault of met) {
          expect(fault, part).to.have.property('code', 'queue-corrupt');
          expect(fault.message).to.contain(key);
        }
        await clearQueues(servers);
        expect(await redis.exists(key)).to.equal(0);
        await add();
        expect(await list.all()).to.have.length(1);
        await clearQueues(servers);
      }
    } finally {
      await list.close();
      await queue.close();
    }
  });

  /** What a call meets, if anything. */
  async function faultOf(call: () => Promise<unknown>): Promise<Error | undefined> {
    try {
      await call();
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }

  it('lets nobody in where it stands for a key, and says which', async () => {
    const store = new KeyStore(redis, clock);
    const { id, key } = await store.create(['read']);
    const check = async (): Promise<unknown> => new Keyring(store, () => 0).check(key);
    expect(await check()).to.have.property('keyId', id);
    await redis.hset('alongside-keys:keys', id, '{"id":');
    const fault = await rejection(check());
    expect(fault).to.have.property('code', 'keys-corrupt');
    expect(fault.message).to.contain(id);
    await spoil('alongside-keys:keys');
    expect(await rejection(check())).to.have.property('code', 'keys-corrupt');
    expect(await rejection(store.list())).to.have.property('code', 'keys-corrupt');
    expect(await rejection(store.create(['read']))).to.have.property('code', 'keys-corrupt');
  });
});
