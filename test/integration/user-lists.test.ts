import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { listen, type ListeningServer } from '../../src/serving/http/index.js';
import {
  engineSettings,
  listsByVectors,
  answerQueries,
  prepareShop,
  trainShop,
} from '../../src/ranking/pipeline/index.js';
import type { GraphConnection } from '../../src/storage/neo4j/index.js';
import { exportShop } from '../../src/operations/jobs/shop-from-graph.js';
import { embedJobSchema, trainJobSchema, type TrainResult } from '../../src/storage/queue/index.js';
import { storedModel } from '../../src/operations/jobs/stored-models.js';
import { trainFromGraph } from '../../src/operations/jobs/train/train-from-graph.js';
import { noProgress } from '../../src/core/index.js';
import { ModelStore } from '../../src/storage/models/index.js';
import { OnnxRuntime } from '../../src/learning/onnx/index.js';
import { meanOfRecent } from '../../src/learning/sequence/index.js';
import { HISTORY_LENGTH } from '../../src/ranking/lists/index.js';
import { MIN_PEOPLE } from '../../src/ranking/explain/index.js';
import { BatchRanker } from '../../src/serving/lists/index.js';
import type { AnsweredItem } from '../../src/serving/lists/answer.js';
import { INTERACTION_KINDS, NO_HISTORY, histories } from '../../src/shop/index.js';
import { LiveSnapshot } from '../../src/storage/redis/index.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import { ask, headersOf, post, testApi, type Reply } from '../serving/http/api-fixture.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { embedHere, importShop, writeSmallShop } from './shop-fixture.js';

const HEADER = 'user_id,product_id,type,timestamp,seq';
const PURCHASE = INTERACTION_KINDS.indexOf('purchase');
const VIEW = INTERACTION_KINDS.indexOf('view');

describe('the lists of customers on a real snapshot', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let graph: GraphConnection;
  let redis: Redis;
  let live: LiveSnapshot;
  let server: ListeningServer;
  let headers: Record<string, string>;
  /** Of the shop's own people, who are told what evidence stands behind each item. */
  let ownHeaders: Record<string, string>;
  let categoryOf: Map<string, string>;
  /** Three products, none of one category with another, in the order in which the customer took them. */
  let taken: string[];

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    ({ graph, redis } = opened);
    live = new LiveSnapshot(redis);
    server = await listen(testApi({ redis }).app, 0);
    const keys = new KeyStore(redis, () => new Date());
    headers = await headersOf(keys, ['read']);
    ownHeaders = await headersOf(keys, ['read', 'admin']);
    const shop = await writeSmallShop(folder());
    // As reviews are: no orders, sessions or times, so that a customer's history is the basket.
    const purchases = shop.events.filter(({ type }) => type === 'purchase');
    const events = purchases.map(({ userId, productId }, seq) => `${userId},${productId},purchase,,${String(seq)}`);
    await writeFile(join(folder(), 'events.csv'), `${HEADER}\n${events.join('\n')}\n`);
    await importShop(graph, folder());
    categoryOf = new Map(shop.products.map(({ productId, categoryId }) => [productId, categoryId]));
    const bought = [...new Set(purchases.map(({ productId }) => productId))];
    taken = bought
      .filter((id, i) => bought.findIndex((other) => categoryOf.get(other) === categoryOf.get(id)) === i)
      .slice(0, 3);
    const more = join(folder(), 'more');
    await mkdir(more);
    const rows = taken.map((id, i) => `a customer,${id},purchase,,${String(i)}`);
    // Looked at the newest product, then bought the one before and came back to look at it.
    const looks = [`${taken[1]},purchase,,0`, `${taken[1]},view,,1`, `${taken[2]},view,,2`];
    rows.push(...looks.map((look) => `a looker,${look}`));
    await writeFile(join(more, 'events.csv'), `${HEADER}\n${rows.join('\n')}\n`);
    await importShop(graph, more);
    await embedHere({ graph, redis });
  });
  after(async () => {
    await server.close();
    await opened.close();
  });

  const items = (reply: Reply): AnsweredItem[] => {
    expect(reply.status, reply.text).to.equal(200);
    return reply.body['items'] as AnsweredItem[];
  };
  const basket = (body: unknown, sent = headers): Promise<Reply> => post(`${server.url}/v1/also-consider`, body, sent);
  const ofCustomer = (query = ''): Promise<Reply> =>
    ask(`${server.url}/v1/users/${encodeURIComponent('a customer')}/also-consider${query}`, { headers });

  it('come from the latest products, newest first, and leave out these and the newest one’s category', async () => {
    const found = items(await ofCustomer('?limit=50'));
    expect(found).to.have.length(50);
    for (const { productId, categoryId } of found) {
      expect(taken).not.to.include(productId);
      expect(categoryId).not.to.equal(categoryOf.get(taken[2]));
    }
    const older = categoryOf.get(taken[0]) ?? '';
    expect(items(await ofCustomer(`?category=${older}`))).not.to.be.empty;
    const history = [...taken].reverse();
    expect(items(await basket({ history, limit: 50 }))).to.deep.equal(found);
    const given = { products: [history[0]], history: history.slice(1), limit: 50 };
    expect(items(await basket(given))).to.deep.equal(found);
    expect(found.some(({ evidence }) => evidence.productId === taken[0])).to.equal(true);
  });

  it('follow what a customer did a moment ago, before anything is embedded, as if it were sent along', async () => {
    const key = (await new KeyStore(redis, () => new Date()).create(['events'])).key;
    const send = (events: readonly object[]): Promise<Reply> =>
      post(`${server.url}/v1/events`, { events }, { authorization: `Bearer ${key}` });
    const list = (query = ''): Promise<Reply> =>
      ask(`${server.url}/v1/users/newcomer/also-consider?limit=5${query}`, { headers });
    const event = { userId: 'newcomer', type: 'purchase', timestamp: '2026-05-04T10:00:00Z' };
    const unknown = await list();
    expect(unknown.body['source']).to.equal('popular');
    await send([{ ...event, productId: taken[0] }]);
    const first = await list();
    expect(items(first)).to.deep.equal(items(await basket({ history: [taken[0]], limit: 5 })));
    expect(first.headers.get('etag')).not.to.equal(unknown.headers.get('etag'));
    expect((await list()).text).to.equal(first.text);
    await send([{ ...event, productId: taken[1], timestamp: '2026-05-04T11:00:00Z' }]);
    const second = await list();
    expect(items(second)).to.deep.equal(items(await basket({ history: [taken[1], taken[0]], limit: 5 })));
    // A page goes on with what its list began with.
    const cursor = encodeURIComponent(String(first.body['nextCursor']));
    const rest = items(await list(`&cursor=${cursor}`)).map(({ productId }) => productId);
    const whole = items(await basket({ history: [taken[0]], limit: 10 })).map(({ productId }) => productId);
    expect(rest).to.deep.equal(whole.slice(5));
    await send([{ ...event, productId: taken[1], type: 'return', timestamp: '2026-05-04T12:00:00Z' }]);
    expect(items(await list())).to.deep.equal(items(first));
  });

  it('change with the order of the history', async () => {
    const products = async (history: string[]): Promise<string[]> =>
      items(await basket({ history })).map(({ productId }) => productId);
    expect(await products(taken)).not.to.deep.equal(await products([...taken].reverse()));
  });

  it('answer a product for the customer as for anybody with the same history', async () => {
    const [asked] = taken;
    const path = `/v1/products/${encodeURIComponent(asked)}/also-consider?user=a%20customer`;
    const reply = await ask(`${server.url}${path}`, { headers });
    expect(items(reply)).to.deep.equal(items(await basket({ products: [asked], history: [...taken].reverse() })));
    expect(items(reply)).not.to.deep.equal(items(await basket({ products: [asked] })));
  });

  it('count each product by the strongest kind of its events, which a history in the request does not know', async () => {
    const snapshot = await live.current();
    const [history] = await snapshot.histories(['a looker']);
    const newestFirst = [taken[2], taken[1]];
    expect((await snapshot.cards(history?.products ?? [])).map(({ id }) => id)).to.deep.equal(newestFirst);
    expect(history?.kinds).to.deep.equal([VIEW, PURCHASE]);
    expect(snapshot.manifest.history.kindWeights).to.deep.equal([1, 0.75, 0.5, 0.25]);
    const known = items(await basket({ user: 'a looker' }));
    expect(known).not.to.deep.equal(items(await basket({ history: newestFirst })));

    const exported = await exportShop(graph, noProgress);
    const runtime = await OnnxRuntime.open({ provider: 'cpu' });
    try {
      const { layer, seed } = embedJobSchema.parse({});
      const options = { settings: engineSettings({ layer, seed }), level: 'leaf' } as const;
      const model = await trainShop(runtime, exported, options, { progress: noProgress });
      const shop = await prepareShop(runtime, exported, model, { progress: noProgress });
      const taking = histories(exported.interactions, HISTORY_LENGTH).get(exported.userIds.indexOf('a looker'));
      const [evaluated] = await answerQueries(shop, [{ history: taking ?? NO_HISTORY }], 10);
      const { ids } = exported.catalogue.products;
      expect(known.map(({ productId }) => productId)).to.deep.equal([...evaluated.products].map((y) => ids[y]));
    } finally {
      await runtime.close();
    }
  });

  it('are what goes with the product, or what is popular, for a customer that nothing is known of', async () => {
    const stranger = await ask(`${server.url}/v1/users/stranger/also-consider`, { headers });
    expect(stranger.body).to.include({ source: 'popular' });
    expect(items(stranger)).to.have.length(10);
    const [product] = taken;
    expect(items(await basket({ products: [product], user: 'stranger' }))).to.deep.equal(
      items(await basket({ products: [product] })),
    );
    expect(await basket({ products: ['no such thing'], user: 'a customer' })).to.have.property('status', 404);
  });

  it('refuse parameters that they do not have', async () => {
    expect(await ofCustomer('?user=u2')).to.have.property('status', 400);
    expect(await ofCustomer('?surprise=1')).to.have.property('status', 400);
  });

  it('are the same in a batch', async () => {
    const [productId] = taken;
    const ranker = await BatchRanker.open(await live.current(), 10);
    const lists = await ranker.answer([
      { queryId: '1', productId, userId: 'a customer', onlyNew: false },
      { queryId: '2', productId, history: [...taken].reverse(), onlyNew: false },
    ]);
    const single = items(await basket({ products: [productId], user: 'a customer' }));
    for (const list of lists) {
      expect(list.map((item) => item.productId)).to.deep.equal(single.map((item) => item.productId));
    }
  });

  it('are the same in a batch of customers alone, with the reasons that the service tells', async () => {
    const ranker = await BatchRanker.open(await live.current(), 10);
    const queries = ['a customer', 'stranger'].map((userId) => ({
      queryId: userId,
      productId: '',
      userId,
      onlyNew: false,
    }));
    const described = await ranker.describe(queries, MIN_PEOPLE);
    const told = async (user: string) => {
      const { body } = await ask(`${server.url}/v1/users/${encodeURIComponent(user)}/also-consider`, { headers });
      return (body as unknown as { items: Record<string, unknown>[] }).items;
    };
    for (const [i, { userId }] of queries.entries()) {
      const shown = described[i].map(({ productId, title, reason }) => ({ productId, title, reason }));
      const expected = (await told(userId)).map(({ productId, title, reason }) => ({ productId, title, reason }));
      expect(shown, userId).to.deep.equal(expected);
    }
    expect(await ranker.answer(queries)).to.deep.equal(
      described.map((items) => items.map(({ productId, score }) => ({ productId, score }))),
    );
  });

  it('follow the customer: another event makes another snapshot', async () => {
    const [product] = taken;
    const before = await live.current();
    const again = join(folder(), 'again');
    await mkdir(again);
    await writeFile(join(again, 'events.csv'), `${HEADER}\na customer,${product},purchase,,9\n`);
    await importShop(graph, again);
    await embedHere({ graph, redis });
    const snapshot = await live.current();
    expect(snapshot.manifest.id).not.to.equal(before.manifest.id);
    const [history] = await snapshot.histories(['a customer']);
    const cards = await snapshot.cards(history?.products ?? []);
    expect(cards.map(({ id }) => id)).to.deep.equal([product, taken[2], taken[1]]);
    expect((await before.histories(['a customer']))[0]?.products).to.have.length(3);
  });

  describe('of a model that places customers among the products', () => {
    const models = new ModelStore(join(tmpdir(), `alongside-test-users-${String(process.pid)}`));
    const wanted = { layer: 'filter', provider: 'cpu', users: 'mean' } as const;
    let trained: TrainResult;
    before(async function () {
      this.timeout(300_000);
      const parts = { graph, models, progress: noProgress, env: process.env, now: () => new Date() };
      trained = await trainFromGraph(parts, trainJobSchema.parse(wanted));
      await embedHere({ graph, redis, models });
    });
    after(() => models.clear());

    it('hold what lies nearest to them, as the evaluation finds it', async () => {
      expect(trained).to.include({ users: 'mean', trained: false });
      const runtime = await OnnxRuntime.open({ provider: 'cpu' });
      try {
        const exported = await exportShop(graph, noProgress);
        const { ids } = exported.catalogue.products;
        const numbers = [...taken].reverse().map((id) => ids.indexOf(id));
        const shop = await prepareShop(runtime, exported, await storedModel(models, trained.model), {
          progress: noProgress,
        });
        const { users } = shop.model;
        if (users === undefined) throw new Error('The stored model places no customers.');
        const query = { product: numbers[0], history: numbers };
        const [expected] = await listsByVectors(shop, [query], 10, (sequences) =>
          meanOfRecent(sequences, shop.embeddings, users.dimension, users.recency),
        );
        const found = items(await basket({ history: [...taken].reverse() }, ownHeaders));
        expect(found.map(({ productId }) => productId)).to.deep.equal([...expected.products].map((y) => ids[y]));
        found.forEach(({ score }, i) => expect(2 * score - 1).to.be.closeTo(expected.scores[i], 1e-4));
        expect(found.every(({ evidence }) => evidence.source === 'nearest')).to.equal(true);
      } finally {
        await runtime.close();
      }
    });

    it('are the same in a batch, and leave a product that nobody asks for someone as it was', async () => {
      const [productId] = taken;
      const history = [...taken].reverse();
      const ranker = await BatchRanker.open(await live.current(), 10);
      const [list] = await ranker.answer([{ queryId: '1', productId, history, onlyNew: false }]);
      const single = items(await basket({ products: [productId], history }));
      expect(list.map((item) => item.productId)).to.deep.equal(single.map((item) => item.productId));
      expect(items(await basket({ products: [productId] }))[0].evidence.source).to.equal('graph');
    });
  });
});
