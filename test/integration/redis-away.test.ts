import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { createApi, listen, type Api, type ListeningServer } from '../../src/serving/http/index.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import { LIVE_KEY, RedisWatch, SNAPSHOT_PARTS, openRedis } from '../../src/storage/redis/index.js';
import { ask, nobody, recordedLog, urlOf, type Reply } from '../serving/http/api-fixture.js';
import { plantedShop, publishShop } from '../serving/lists/planted-snapshot.js';
import { leaveRedis, openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout, testServers } from '../support/servers.js';
import { TcpProxy } from '../support/tcp-proxy.js';

/** Five times what is promised, as other work may have the processor. */
const PROMPT = 5000;
const GRACE_SECONDS = 1;

/** As `serve` composes it: Redis is watched, and the live snapshot followed. */
describe('the API without its Redis, or with less of it', function () {
  this.timeout(60_000);
  let redis: Redis;
  let proxy: TcpProxy;
  let port: number;
  let seen: Redis;
  let admin: Record<string, string>;
  let watch: RedisWatch;
  let changes: boolean[];
  let api: Api;
  let server: ListeningServer;
  let unfollow: () => void;

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
  });
  beforeEach(async () => {
    await redis.flushdb();
    await publishShop(redis, plantedShop(40), 'a');
    const url = new URL((await testServers()).redis.url);
    const { key } = await new KeyStore(redis, () => new Date()).create(['admin']);
    admin = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    proxy = await TcpProxy.to(Number(url.port));
    ({ port } = proxy);
    url.port = String(port);
    seen = await openRedis(url.toString(), { failFast: true });
    changes = [];
    watch = new RedisWatch(seen, { every: 50, patience: 400, onChange: (away) => changes.push(away) });
    api = createApi({
      redis: seen,
      redisUrl: url.toString(),
      watch,
      graph: nobody,
      models: { list: () => Promise.resolve([]), setLive: () => Promise.resolve() },
      queues: () =>
        seen.status === 'ready'
          ? Promise.resolve({ embed: { waiting: 0, active: 0, failed: 0 } })
          : new Promise(() => undefined),
      logger: recordedLog().logger,
      lists: { believeFor: 20, outliveRedis: true },
    });
    unfollow = api.services.live.follow();
    server = await listen(api.app, 0);
  });
  afterEach(async () => {
    unfollow();
    watch.close();
    await server.close(0);
    api.close();
    seen.disconnect();
    await proxy.stop();
  });
  after(() => leaveRedis(redis));

  const list = (product: string, query = ''): Promise<Reply> =>
    ask(`${server.url}/v1/products/${product}/also-consider${query}`);
  const ready = (): Promise<Reply> => ask(`${server.url}/readyz`);
  const jobs = (): Promise<Reply> => ask(`${server.url}/v1/embeddings/jobs`, { headers: admin });
  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  /** In time, and as a problem that says when to come again. */
  async function refused(asking: Promise<Reply>): Promise<void> {
    const begun = performance.now();
    const { status, body, headers } = await asking;
    expect(performance.now() - begun).to.be.below(PROMPT);
    expect(body).to.include({ status: 503, code: 'redis-unreachable' });
    expect(status).to.equal(503);
    expect(headers.get('retry-after')).to.equal('1');
  }

  for (const [how, take, giveBack] of [
    ['stopped', () => proxy.stop(), () => proxy.restart(port)],
    [
      'silent',
      () => {
        proxy.fallSilent();
      },
      () => {
        proxy.speak();
      },
    ],
  ] as [string, () => void | Promise<void>, () => void | Promise<void>][]) {
    it(`answers what is in memory, marked as stale, and refuses the rest at once: Redis ${how}`, async () => {
      const before = await list('p1');
      expect(before.headers.get('alongside-stale')).to.equal(null);
      expect((await jobs()).body).to.deep.equal({ jobs: [] });
      await take();
      await refused(list('p2'));
      await until(() => watch.away);
      const stale = await list('p1');
      expect({ status: stale.status, text: stale.text }).to.deep.equal({ status: 200, text: before.text });
      expect(stale.headers.get('alongside-stale')).to.equal('true');
      const known = await ask(`${server.url}/v1/products/p1/also-consider`, {
        headers: { 'If-None-Match': before.headers.get('etag') ?? '' },
      });
      expect(known.status).to.equal(304);
      expect(known.headers.get('alongside-stale')).to.equal('true');
      await refused(list('p3'));
      for (const path of ['/v1/versions', '/v1/products/p9/placements']) await refused(ask(`${server.url}${path}`));
      await refused(jobs());
      const change = JSON.stringify({ snapshot: 'a' });
      await refused(ask(`${server.url}/v1/versions/live`, { method: 'PUT', headers: admin, body: change }));
      const { status, body, headers } = await ready();
      expect(status).to.equal(503);
      expect(body['detail']).to.equal('Redis does not answer.');
      // Of the service itself, as it is.
      expect(headers.get('alongside-stale')).to.equal(null);
      expect((await ask(`${server.url}/metrics`)).text).not.to.contain('alongside_queue_jobs{');
      await giveBack();
      await until(async () => (await ready()).status === 200);
      const fresh = await list('p3');
      expect(fresh.status).to.equal(200);
      expect(fresh.headers.get('alongside-stale')).to.equal(null);
      expect(changes).to.deep.equal([true, false]);
      await until(async () => (await jobs()).status === 200);
    });
  }

  it('says that there are no lists where Redis was emptied, and goes on by itself once there are', async () => {
    const before = await list('p1');
    await redis.flushdb();
    await until(async () => (await list('p1')).status !== 200);
    for (const product of ['p1', 'p2', 'nobody']) {
      expect((await list(product)).body, product).to.include({ status: 503, code: 'no-snapshot' });
    }
    const { status, body } = await ready();
    expect(status).to.equal(503);
    expect(body['detail']).to.contain('There are no lists yet');
    await publishShop(redis, plantedShop(40), 'a');
    await until(async () => (await ready()).status === 200);
    expect((await list('p1')).text).to.equal(before.text);
  });

  it('sees a switch in a silence, and calls no product unknown because its snapshot has expired', async () => {
    expect((await list('p1')).body).to.include({ snapshot: 'a' });
    await publishShop(redis, plantedShop(41, 2), 'b', GRACE_SECONDS);
    await until(async () => (await redis.exists('alongside:{a}:manifest')) === 0);
    for (const product of ['p1', 'p2', 'p40']) {
      expect((await list(product)).body, product).to.include({ snapshot: 'b' });
    }
  });

  it('asks before it answers where it was not even followed', async () => {
    unfollow();
    expect((await list('p1')).body).to.include({ snapshot: 'a' });
    await publishShop(redis, plantedShop(41, 2), 'b', 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const product of ['p1', 'p2', 'p40']) {
      expect((await list(product)).body, product).to.include({ snapshot: 'b' });
    }
  });

  it('is asked once more where its snapshot goes away while it answers', async () => {
    unfollow();
    const { live } = api.services;
    const current = live.current.bind(live);
    const old = await current();
    await publishShop(redis, plantedShop(41, 2), 'b', 0);
    // As if Redis had been asked just before the switch.
    let first = true;
    live.current = () => {
      if (!first) return current();
      first = false;
      return old;
    };
    expect((await list('p1')).body).to.include({ snapshot: 'b' });
  });

  it('is not ready, and gives no other lists, where a part of the snapshot is gone', async () => {
    const whole = new Map<string, Reply>();
    for (const product of ['p1', 'p2', 'p3', 'p4']) whole.set(product, await list(product, '?limit=20'));
    for (const part of Object.values(SNAPSHOT_PARTS)) {
      const key = `alongside:{a}:${part.key}`;
      if ((await redis.exists(key)) === 0) continue;
      const dump = await redis.dumpBuffer(key);
      await redis.del(key);
      const { status, body } = await ready();
      expect(status, key).to.equal(503);
      expect(body['detail'], key).to.contain(key);
      // A service that was started since then.
      const other = createApi({
        redis: seen,
        redisUrl: urlOf(seen),
        graph: nobody,
        models: { list: () => Promise.resolve([]), setLive: () => Promise.resolve() },
        queues: () => Promise.resolve({}),
        logger: recordedLog().logger,
      });
      const fresh = await listen(other.app, 0);
      for (const [product, before] of whole) {
        for (const url of [server.url, fresh.url]) {
          const now = await ask(`${url}/v1/products/${product}/also-consider?limit=20`);
          if (now.status === 200) expect(now.text, key).to.equal(before.text);
          else expect(now.body, key).to.include({ status: 503, code: 'snapshot-corrupt' });
        }
        for (const more of ['p5', 'p6']) {
          const unread = await list(more, '?limit=20');
          expect([200, 503], `${more} without ${key}`).to.include(unread.status);
        }
      }
      await fresh.close(0);
      other.close();
      await redis.restore(key, 0, dump);
    }
    expect((await ready()).status).to.equal(200);
    await redis.del('alongside:{a}:manifest');
    expect((await ready()).status).to.equal(503);
    expect(await redis.get(LIVE_KEY)).to.equal('a');
  });
});
