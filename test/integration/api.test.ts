import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { listen, type ListeningServer } from '../../src/serving/http/index.js';
import type { GraphConnection } from '../../src/storage/neo4j/index.js';
import type { SampleShop } from '../../src/shop/sample/index.js';
import { BatchRanker } from '../../src/serving/lists/index.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import type { AnsweredItem } from '../../src/serving/lists/answer.js';
import { LiveSnapshot } from '../../src/storage/redis/index.js';
import { ask, post, testApi, type Reply } from '../serving/http/api-fixture.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { embedHere, importShop, writeSmallShop } from './shop-fixture.js';

describe('the API on a real snapshot', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let graph: GraphConnection;
  let redis: Redis;
  let live: LiveSnapshot;
  let server: ListeningServer;
  let shop: SampleShop;
  /** A product of the shop that is often bought, and its category. */
  let known: string;
  /** Sent where numbers are to be exact. */
  let exact: RequestInit;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    ({ graph, redis } = opened);
    live = new LiveSnapshot(redis);
    server = await listen(testApi({ redis }).app, 0);
    const { key } = await new KeyStore(redis, () => new Date()).create(['admin']);
    exact = { headers: { authorization: `Bearer ${key}` } };
  });
  after(async () => {
    await server.close();
    await opened.close();
  });

  const list = (product: string, query = '', init?: RequestInit): Promise<Reply> =>
    ask(`${server.url}/v1/products/${encodeURIComponent(product)}/also-consider${query}`, init);
  const basket = (body: unknown): Promise<Reply> => post(`${server.url}/v1/also-consider`, body);
  const items = (reply: Reply): AnsweredItem[] => {
    expect(reply.status, reply.text).to.equal(200);
    return reply.body['items'] as AnsweredItem[];
  };
  const categoryOf = (product: string): string =>
    shop.products.find(({ productId }) => productId === product)!.categoryId;
  /** The category's path from itself to its department. */
  const pathOf = (category: string): string[] => {
    const parent = shop.categories.find(({ categoryId }) => categoryId === category)!.parentId;
    return [category, ...(parent === null ? [] : pathOf(parent))];
  };

  it('is alive but not ready before the first embedding, and says what to do', async () => {
    expect(await ask(`${server.url}/healthz`)).to.have.property('status', 200);
    const ready = await ask(`${server.url}/readyz`);
    expect(ready.status).to.equal(503);
    expect(ready.body['detail']).to.contain('alongside embed');
    const early = await list('x');
    expect(early.status).to.equal(503);
    expect(early.body).to.include({ code: 'no-snapshot' });
  });

  it('is ready once a snapshot is live, without being restarted', async () => {
    shop = await writeSmallShop(folder(), { customers: 400, orders: 2000 });
    await importShop(graph, folder());
    const cold = join(folder(), 'cold', 'products.csv');
    await mkdir(dirname(cold));
    await writeFile(cold, `product_id,category_id,title,price\ncold-1,${shop.products[0].categoryId},Brand new,1\n`);
    await importShop(graph, dirname(cold));
    const { snapshot } = await embedHere({ graph, redis });
    const ready = await ask(`${server.url}/readyz`);
    expect(ready.body).to.include({ status: 'ready', snapshot });
    const counts = new Map<string, number>();
    for (const { productId, type } of shop.events) {
      if (type === 'purchase') counts.set(productId, (counts.get(productId) ?? 0) + 1);
    }
    [known] = [...counts].sort(([, a], [, b]) => b - a)[0];
  });

  it('answers a product with ten ranked items of other categories, each with its reason', async () => {
    const reply = await list(known);
    expect(reply.type).to.contain('application/json');
    expect(reply.body).to.have.all.keys(
      'recommendationId',
      'model',
      'snapshot',
      'rulesVersion',
      'source',
      'unknown',
      'nextCursor',
      'items',
    );
    expect(reply.body).to.include({ source: 'graph' });
    const found = items(reply);
    expect(found).to.have.length(10);
    found.forEach((item, i) => {
      expect(item).to.have.all.keys(
        'productId',
        'title',
        'categoryId',
        'score',
        'probability',
        'rank',
        'reason',
        'evidence',
      );
      expect(item.rank).to.equal(i + 1);
      expect(item.categoryId).to.equal(categoryOf(item.productId)).and.not.equal(categoryOf(known));
      expect(item.title).to.equal(shop.products.find(({ productId }) => productId === item.productId)!.title);
      expect(item.reason).not.to.equal('');
      if (i > 0) expect(item.score).to.be.at.most(found[i - 1].score);
    });
  });

  it('states in a reason what the orders say, and no number where only a few people are behind it', async () => {
    const orders = new Map<string, Set<string>>();
    const buyerOf = new Map<string, string>();
    for (const { productId, orderId, userId, type } of shop.events) {
      if (type !== 'purchase' || orderId === null) continue;
      orders.set(productId, (orders.get(productId) ?? new Set()).add(orderId));
      buyerOf.set(orderId, userId);
    }
    const explained = items(await list(known, '?limit=50')).filter(({ reason }) => reason.includes('orders contain'));
    const told = { few: 0, exactly: 0 };
    for (const { productId, reason, evidence } of explained) {
      const both = [...orders.get(known)!].filter((order) => orders.get(productId)?.has(order));
      const people = new Set(both.map((order) => buyerOf.get(order))).size;
      if (evidence.together === 'few') {
        told.few++;
        expect(people).to.be.below(5);
        expect(evidence.lift).to.equal(null);
        expect(reason).to.match(
          /^a few orders contain both(, (no more often|more) than by chance)?(, and (a few|\d+) sessions)?$/,
        );
      } else {
        told.exactly++;
        expect(Number(/^\d+/.exec(reason)?.[0]), reason).to.equal(evidence.together);
        expect(evidence.together).to.equal(both.length).and.at.least(5);
      }
    }
    expect(told.few).to.be.above(0);
    expect(told.exactly).to.be.above(0);
  });

  it('gives the same bytes for the same request, and the basket call the same items', async () => {
    const [first, second] = await Promise.all([list(known, '?limit=7'), list(known, '?limit=7')]);
    expect(second.text).to.equal(first.text);
    expect((await basket({ products: [known], limit: 7 })).text).to.equal(first.text);
    const other = await list(known, '?limit=8');
    expect(other.body['recommendationId']).not.to.equal(first.body['recommendationId']);
    expect(items(other).slice(0, 7)).to.deep.equal(items(first));
  });

  it('answers a basket with nothing of its own and none of its categories', async () => {
    const products = shop.products.filter((_, i) => i % 60 === 0).map(({ productId }) => productId);
    const own = new Set(products.map(categoryOf));
    const reply = await basket({ products: [...products, 'nobody knows me'], limit: 50 });
    expect(reply.body['unknown']).to.deep.equal(['nobody knows me']);
    for (const { productId, categoryId } of items(reply)) {
      expect(products).not.to.include(productId);
      expect(own.has(categoryId)).to.equal(false);
    }
  });

  it('never has an empty list for a product of the shop', async () => {
    for (const { productId } of shop.products.filter((_, i) => i % 10 === 0)) {
      expect(items(await list(productId, '?limit=3')), productId).to.have.length(3);
    }
  });

  it('keeps to the categories, the quota and the level that it is asked for', async () => {
    const home = pathOf(categoryOf(known));
    const department = home.at(-1)!;
    const other = shop.categories.find(({ parentId, categoryId }) => parentId === null && categoryId !== department)!;
    const within = items(await list(known, `?limit=20&category=${other.categoryId}`));
    expect(within).not.to.be.empty;
    for (const { categoryId } of within) expect(pathOf(categoryId)).to.include(other.categoryId);

    const without = items(await list(known, `?limit=50&excludeCategory=${other.categoryId}`));
    for (const { categoryId } of without) expect(pathOf(categoryId)).not.to.include(other.categoryId);

    const one = items(await list(known, '?limit=20&maxPerCategory=1'));
    expect(new Set(one.map(({ categoryId }) => categoryId)).size).to.equal(one.length);

    const far = items(await list(known, '?limit=20&level=0'));
    expect(far).to.have.length(20);
    for (const { categoryId } of far) expect(pathOf(categoryId)).not.to.include(department);

    const both = shop.categories.filter(({ parentId }) => parentId === null).slice(0, 2);
    const joined = both.map(({ categoryId }) => `category=${categoryId}`).join('&');
    expect(items(await list(known, `?limit=5&${joined}`))).to.have.length(5);
  });

  it('answers a product that nobody bought by what its like goes with, and says so', async () => {
    const reply = await list('cold-1', '', exact);
    expect(reply.body).to.include({ source: 'category' });
    for (const { categoryId, reason } of items(reply)) {
      expect(categoryId).not.to.equal(shop.products[0].categoryId);
      expect(reason).to.match(/^goes with .+, which is like |^customers (buy|take) |^the shop sets /);
    }
    // To others it reads as one that a few people bought.
    const told = await list('cold-1');
    expect(told.body).to.include({ source: 'category' });
    for (const { reason } of items(told)) expect(reason).to.match(/^(popular|new or rare) in |^the shop sets /);
    expect(items(told).map(({ productId }) => productId)).to.deep.equal(items(reply).map(({ productId }) => productId));
  });

  it('knows no product that the shop does not have', async () => {
    const reply = await list('nobody knows me');
    expect(reply.body).to.include({ status: 404, code: 'unknown-product' });
    expect(reply.body['detail']).to.contain('nobody knows me');
    expect((await basket({ products: ['x', 'y'] })).status).to.equal(404);
  });

  it('refuses a request that it does not understand, and names the part', async () => {
    for (const [reply, part] of [
      [await list(known, '?colour=red'), 'colour'],
      [await list(known, '?products=other'), 'products'],
      [await list(known, '?limit=0'), 'limit'],
      [await list(known, '?limit=101'), 'limit'],
      [await list(known, '?limit=ten'), 'limit'],
      [await list(known, '?limit=1&limit=2'), 'limit'],
      [await list(known, '?level=root'), 'level'],
      [await list(known, '?category=boats'), 'boats'],
      [await list(known, '?excludeCategory=boats'), 'boats'],
      [await basket({}), 'products'],
      [await basket({ products: [] }), 'products'],
      [await basket({ products: [known], user: 5 }), 'user'],
      [await basket('{"products": ['), 'JSON'],
      [await basket('7'), 'object'],
    ] as const) {
      expect(reply.status, reply.text).to.equal(400);
      expect(reply.type).to.contain('application/problem+json');
      expect(reply.body['detail']).to.contain(part);
    }
  });

  it('refuses a body that is too large', async () => {
    const reply = await basket({ products: Array.from({ length: 10_000 }, (_, i) => `product-${String(i)}`) });
    expect(reply.body).to.include({ status: 413, code: 'body-too-large' });
  });

  it('lists the same products in a batch', async () => {
    const snapshot = await live.current();
    const products = shop.products.filter((_, i) => i % 25 === 0).map(({ productId }) => productId);
    const batch = await (
      await BatchRanker.open(snapshot, 10)
    ).answer(products.map((productId) => ({ queryId: productId, productId, onlyNew: false })));
    for (const [i, product] of products.entries()) {
      const single = items(await list(product, '', exact)).map(({ productId, score }) => ({ productId, score }));
      expect(batch[i], product).to.deep.equal(single);
    }
  });

  it('answers from a new snapshot with the next request, and finishes those of the old one whole', async () => {
    const before = await list(known);
    const during: Reply[] = [];
    const embedded = new AbortController();
    const asking = (async () => {
      while (!embedded.signal.aborted) during.push(await list(known));
    })();
    const { snapshot } = await embedHere({ graph, redis }, { seed: 11 });
    const after = await list(known);
    embedded.abort();
    await asking;
    expect(after.body['snapshot']).to.equal(snapshot).and.not.equal(before.body['snapshot']);
    for (const reply of during) {
      expect([before.text, after.text], reply.text.slice(0, 200)).to.include(reply.text);
    }
  });

  it('says that it is not ready, not that it failed, when the snapshot is gone', async () => {
    const id = (await redis.get('alongside:live'))!;
    await redis.set('alongside:live', 'gone');
    expect((await list(known)).body).to.include({ status: 503, code: 'snapshot-missing' });
    await redis.set('alongside:live', id);
    expect((await list(known)).status).to.equal(200);
  });
});
