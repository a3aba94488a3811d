import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { listen, type Api, type ListeningServer } from '../../src/serving/http/index.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import { RuleBook } from '../../src/serving/rules/index.js';
import { clearQueues, JobList } from '../../src/storage/queue/index.js';
import {
  expireUnused,
  followChanges,
  LIVE_KEY,
  openRedis,
  POINTERS_KEY,
  readPointers,
  SNAPSHOT_PARTS,
  SnapshotWriter,
} from '../../src/storage/redis/index.js';
import { ask, headersOf, testApi, urlOf, type Reply } from '../serving/http/api-fixture.js';
import { plantedShop, publishShop } from '../serving/lists/planted-snapshot.js';
import { openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';

describe('the pointers to versions', () => {
  let redis: Redis;
  let api: Api;
  let server: ListeningServer;
  let admin: Record<string, string>;
  let reader: Record<string, string>;

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
  });
  beforeEach(async () => {
    await redis.flushdb();
    const keys = new KeyStore(redis, () => new Date());
    admin = await headersOf(keys, ['admin', 'read']);
    reader = await headersOf(keys, ['read']);
    for (const [seed, id] of ['a', 'b', 'c'].entries()) await publishShop(redis, plantedShop(40, seed + 1), id);
    api = testApi({ redis });
    server = await listen(api.app, 0);
  });
  afterEach(async () => {
    await server.close(0);
    api.close();
  });
  after(async () => {
    await clearQueues({ redis: { url: urlOf(redis) } });
    await redis.flushdb();
    redis.disconnect();
  });

  const list = (query = '', headers = reader): Promise<Reply> =>
    ask(`${server.url}/v1/products/p1/also-consider?limit=3${query}`, { headers });
  const set = (pointer: string, body?: object, headers = admin): Promise<Reply> =>
    ask(`${server.url}/v1/versions/${pointer}`, {
      method: body === undefined ? 'DELETE' : 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const left = (id: string): Promise<number> => redis.ttl(`alongside:{${id}}:manifest`);

  it('keep what answers and what did before it; what came before those has a quarter of an hour', async () => {
    expect(await readPointers(redis)).to.deep.equal({ live: 'c', previous: 'b', canary: null, shadow: null });
    expect([await left('b'), await left('c')]).to.deep.equal([-1, -1]);
    expect(await left('a')).to.be.within(800, 900);
    const { snapshots } = (await ask(`${server.url}/v1/versions`)).body as {
      snapshots: { id: string; pointers: string[]; bytes: Record<string, number>; bytesPerThousandProducts: number }[];
    };
    expect(snapshots.map(({ id, pointers }) => [id, pointers])).to.have.deep.members([
      ['a', []],
      ['b', ['previous']],
      ['c', ['live']],
    ]);
    for (const { bytes, bytesPerThousandProducts } of snapshots) {
      const sum = Object.values(bytes).reduce((all, part) => all + part, 0);
      expect(bytesPerThousandProducts).to.equal(Math.round((1000 * sum) / 40));
    }
  });

  it('move by one call, to what a pointer or a name says, with a job for the graph', async () => {
    const moved = await set('live', { snapshot: 'previous' });
    expect(moved.body, moved.text).to.include({ snapshot: 'b', before: 'c', model: 'model' });
    expect(await readPointers(redis)).to.include({ live: 'b', previous: 'c' });
    expect((await list()).body['snapshot']).to.equal('b');
    const jobs = new JobList({ redis: { url: urlOf(redis) } }, ['publish']);
    const { payload } = await jobs.show(String(moved.body['job']));
    expect(payload).to.deep.equal({ task: 'write-back', snapshot: 'b', top: 10 });
    await jobs.close();
    expect((await set('live', { snapshot: 'a', writeBack: 0 })).body).to.include({ snapshot: 'a', job: null });
    // It was about to expire, and the one that was `previous` is now.
    expect([await left('a'), await left('b')]).to.deep.equal([-1, -1]);
    expect(await left('c')).to.be.within(1, 900);
    for (const snapshot of ['nobody', 'canary']) {
      expect((await set('live', { snapshot })).body).to.include({ status: 404, code: 'unknown-version' });
    }
    expect(await readPointers(redis)).to.include({ live: 'a', previous: 'b' });
    expect((await set('live', { snapshot: 'b' }, reader)).status).to.equal(403);
  });

  it('of canary and shadow are set, read by an admin alone, and keep their snapshots from a clean-up', async () => {
    expect((await set('canary', { snapshot: 'a' })).body).to.deep.equal({ pointer: 'canary', snapshot: 'a' });
    expect((await set('shadow', { snapshot: 'previous' })).body).to.deep.equal({ pointer: 'shadow', snapshot: 'b' });
    expect(await left('a')).to.equal(-1);
    expect((await list('&snapshot=canary', admin)).body['snapshot']).to.equal('a');
    expect((await list('&snapshot=b', admin)).body['snapshot']).to.equal('b');
    expect((await list()).body['snapshot']).to.equal('c');
    expect((await list('&snapshot=canary')).body).to.include({ status: 403, code: 'forbidden' });
    expect((await list('&snapshot=d', admin)).body).to.include({ status: 404, code: 'unknown-version' });
    const basket = await ask(`${server.url}/v1/also-consider?snapshot=canary`, {
      method: 'POST',
      headers: { ...admin, 'content-type': 'application/json' },
      body: JSON.stringify({ products: ['p1'], limit: 3 }),
    });
    expect(basket.text).to.equal((await list('&snapshot=a', admin)).text);
    expect(
      (await ask(`${server.url}/v1/users/u/also-consider?snapshot=a`, { headers: admin })).body['snapshot'],
    ).to.equal('a');

    await publishShop(redis, plantedShop(40, 4), 'd', 0);
    expect(await expireUnused(redis, 0)).to.deep.equal({ snapshots: [], drafts: 0 });
    // `c` alone had no pointer.
    expect((await redis.keys('alongside:{*}:manifest')).sort()).to.deep.equal(
      ['a', 'b', 'd'].map((id) => `alongside:{${id}}:manifest`),
    );
    expect((await set('canary')).status).to.equal(204);
    expect((await list('&snapshot=canary', admin)).body).to.include({ status: 404, code: 'unknown-version' });
    expect(await left('a')).to.be.within(1, 900);
    expect((await set('live')).status).to.equal(400);
  });

  it('leave a cursor its quarter of an hour, whatever switches', async () => {
    const { nextCursor } = (await list()).body;
    await set('live', { snapshot: 'a', writeBack: 0 });
    await publishShop(redis, plantedShop(40, 4), 'd');
    await publishShop(redis, plantedShop(40, 5), 'e');
    await expireUnused(redis, 900);
    const page = await list(`&cursor=${String(nextCursor)}`);
    expect(page.body['snapshot'], page.text).to.equal('c');
    expect(await left('c')).to.be.within(800, 900);
  });

  it('are cleaned up behind: what has no end and no pointer gets one', async () => {
    await new SnapshotWriter(redis, SNAPSHOT_PARTS).keep('a');
    await redis.srem('alongside:snapshots', 'a');
    await redis.hset('alongside:{x}:lists:draft', '0', 'x');
    expect(await expireUnused(redis, 900)).to.deep.equal({ snapshots: ['a'], drafts: 1 });
    expect(await left('a')).to.be.within(1, 900);
    expect(await redis.ttl('alongside:{x}:lists:draft')).to.be.within(1, 900);
  });

  it('are told of to those who follow, with changes of the rules, and again after a broken connection', async () => {
    const follower = await openRedis(urlOf(redis), { failFast: true });
    let told = 0;
    const until = async (times: number): Promise<void> => {
      while (told < times) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const end = followChanges(follower, () => told++);
    try {
      await until(1);
      await publishShop(redis, plantedShop(40, 4), 'd');
      await until(2);
      await new RuleBook(redis, { clock: () => new Date() }).replace({ rules: [] }, '0', 'a test');
      await until(3);
      await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      await until(4);
      await publishShop(redis, plantedShop(40, 5), 'e');
      await until(5);
    } finally {
      end();
      follower.disconnect();
    }
  });

  it('outlive keys of another kind', async () => {
    await redis.del(LIVE_KEY, POINTERS_KEY);
    await redis.hset(LIVE_KEY, 'x', 'y');
    await redis.set(POINTERS_KEY, 'x');
    expect(await readPointers(redis)).to.deep.equal({ live: null, previous: null, canary: null, shadow: null });
    await publishShop(redis, plantedShop(40, 4), 'd');
    expect(await readPointers(redis)).to.deep.equal({ live: 'd', previous: null, canary: null, shadow: null });
  });
});
