import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { LIVE_KEY, LiveSnapshot } from '../../src/storage/redis/index.js';
import { plantedShop, publishShop } from '../serving/lists/planted-snapshot.js';
import { leaveRedis, openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';

describe('the live snapshot, followed', () => {
  let redis: Redis;
  let now = 0;

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
  });
  beforeEach(async () => {
    await redis.flushdb();
    await publishShop(redis, plantedShop(40), 'a');
  });
  after(() => leaveRedis(redis));

  const idOf = async (live: LiveSnapshot): Promise<string> => (await live.current()).manifest.id;

  /** Asks without time going by, until this snapshot answers. */
  async function untilAnswers(live: LiveSnapshot, id: string): Promise<void> {
    while ((await idOf(live)) !== id) await new Promise(setImmediate);
  }

  it('is asked for no more often than agreed, and never answers from a later one before that is open', async () => {
    const live = new LiveSnapshot(redis, { believeFor: 250, now: () => now });
    expect(await idOf(live)).to.equal('a');
    await publishShop(redis, plantedShop(40, 2), 'b');
    now += 249;
    expect(await idOf(live)).to.equal('a');
    now += 1;
    // Asks now, and answers from what is open while the new one is being read.
    const asked = live.current();
    expect(asked).not.to.be.instanceOf(Promise);
    expect((await asked).manifest.id).to.equal('a');
    await untilAnswers(live, 'b');
  });

  it('is waited for where nobody asked for long', async () => {
    const live = new LiveSnapshot(redis, { believeFor: 250, now: () => now });
    expect(await idOf(live)).to.equal('a');
    await redis.del(LIVE_KEY);
    now += 500;
    const failure: unknown = await idOf(live).catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'no-snapshot');
  });

  it('answers from the one before while it is prepared for, once, and until a fault of that', async () => {
    const prepared: string[][] = [];
    let fail: (() => void) | undefined;
    const live = new LiveSnapshot(redis, {
      believeFor: 250,
      now: () => now,
      prepare: (next, before) => {
        prepared.push([next.manifest.id, before.manifest.id]);
        return new Promise((_, reject) => {
          fail = () => {
            reject(new Error('cannot be prepared for'));
          };
        });
      },
    });
    await live.current();
    await publishShop(redis, plantedShop(40, 2), 'b');
    while (prepared.length === 0) {
      now += 250;
      expect(await idOf(live)).to.equal('a');
      await new Promise(setImmediate);
    }
    // Waited for, so that Redis has been asked once more.
    now += 500;
    expect(await idOf(live)).to.equal('a');
    expect(prepared).to.deep.equal([['b', 'a']]);
    fail?.();
    await untilAnswers(live, 'b');
  });

  it('is prepared for once, also where that ends while Redis is asked for the one before', async () => {
    const held: (() => void)[] = [];
    let holds = true;
    const slow = new Proxy(redis, {
      get(target, name) {
        if (name === 'exists' && holds)
          return (key: string) =>
            new Promise((resolve) =>
              held.push(() => {
                resolve(target.exists(key));
              }),
            );
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    let prepared = 0;
    const ends: (() => void)[] = [];
    const live = new LiveSnapshot(slow, {
      believeFor: 250,
      now: () => now,
      prepare: () => {
        prepared++;
        if (prepared > 1) return Promise.resolve();
        return new Promise((resolve) => ends.push(resolve));
      },
    });
    await live.current();
    await publishShop(redis, plantedShop(40, 2), 'b');
    while (held.length === 0 || ends.length === 0) {
      now += 250;
      void live.current();
      await new Promise(setImmediate);
    }
    for (const end of ends) end();
    await new Promise(setImmediate);
    holds = false;
    for (const answer of held) answer();
    while ((await idOf(live)) !== 'b') {
      now += 250;
      await new Promise(setImmediate);
    }
    expect(prepared).to.equal(1);
  });

  it('does not wait for what is prepared when the one before goes away', async () => {
    const live = new LiveSnapshot(redis, {
      believeFor: 250,
      now: () => now,
      prepare: () => new Promise(() => undefined),
    });
    await live.current();
    await publishShop(redis, plantedShop(40, 2), 'b', 0);
    now += 250;
    expect(await idOf(live)).to.equal('a');
    while ((await idOf(live)) === 'a') {
      now += 500;
      await new Promise(setImmediate);
    }
    expect(await idOf(live)).to.equal('b');
  });

  it('is open anew once it was written anew under its name', async () => {
    const live = new LiveSnapshot(redis, { believeFor: 250, now: () => now });
    const before = await live.current();
    const key = 'alongside:{a}:manifest';
    await redis.set(key, JSON.stringify({ ...before.manifest, createdAt: '2026-02-02T00:00:00.000Z' }));
    now += 250;
    expect(await live.current()).to.equal(before);
    while ((await live.current()).manifest.createdAt !== '2026-02-02T00:00:00.000Z') await new Promise(setImmediate);
    expect((await live.confirmed()).manifest.createdAt).to.equal('2026-02-02T00:00:00.000Z');
  });

  it('is not answered from one before that may be long past, where nobody had asked for long', async () => {
    const live = new LiveSnapshot(redis, {
      believeFor: 250,
      now: () => now,
      prepare: () => new Promise(() => undefined),
    });
    expect(await idOf(live)).to.equal('a');
    await publishShop(redis, plantedShop(40, 2), 'b');
    now += 10_000;
    expect(await idOf(live)).to.equal('b');
  });

  it('is asked for each time where nothing is believed', async () => {
    const live = new LiveSnapshot(redis);
    expect(await idOf(live)).to.equal('a');
    await publishShop(redis, plantedShop(40, 2), 'b');
    expect(await idOf(live)).to.equal('b');
  });

  it('says so when the pointer or the snapshot is gone', async () => {
    const live = new LiveSnapshot(redis, { believeFor: 250, now: () => now });
    expect(await idOf(live)).to.equal('a');
    await redis.set(LIVE_KEY, 'nowhere');
    now += 250;
    expect(await idOf(live)).to.equal('a');
    const failure = async (): Promise<unknown> => {
      for (;;) {
        try {
          await live.current();
          await new Promise(setImmediate);
        } catch (error) {
          return error;
        }
      }
    };
    expect(await failure()).to.have.property('code', 'snapshot-missing');
    await redis.del(LIVE_KEY);
    expect(await failure()).to.have.property('code', 'no-snapshot');
  });
});
