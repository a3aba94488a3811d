import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { listen, type ListeningServer } from '../../src/serving/http/index.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import type { AnsweredItem } from '../../src/serving/lists/answer.js';
import { ask, headersOf, post, testApi, type Reply } from '../serving/http/api-fixture.js';
import { plantedShop, publishShop } from '../serving/lists/planted-snapshot.js';
import { leaveRedis, openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';

const PRODUCTS = 1500;

describe('the calls for lists, on Redis', () => {
  let redis: Redis;
  let server: ListeningServer;
  let key: string;
  let reader: Record<string, string>;
  let now = new Date('2026-06-01T12:00:00Z');

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
    server = await listen(testApi({ redis, now: () => now }).app, 0);
    const keys = new KeyStore(redis, () => now);
    ({ key } = await keys.create(['read', 'admin']));
    reader = await headersOf(keys, ['read']);
    await publishShop(redis, plantedShop(PRODUCTS), 'first');
  });
  after(async () => {
    await server.close();
    await leaveRedis(redis);
  });

  const list = (query = '', product = 'p0', headers: Record<string, string> = {}): Promise<Reply> =>
    ask(`${server.url}/v1/products/${product}/also-consider${query}`, { headers });
  const items = (reply: Reply): AnsweredItem[] => reply.body['items'] as AnsweredItem[];
  const numbers = (reply: Reply): number[] => items(reply).map(({ productId }) => Number(productId.slice(1)));
  const cursorOf = (reply: Reply): string => encodeURIComponent(String(reply.body['nextCursor']));
  const code = (reply: Reply): unknown => reply.body['code'];
  const admin = (
    path: string,
    init: Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> } = {},
  ): Promise<Reply> =>
    ask(`${server.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...init.headers },
    });
  /** Sets rules in the place of the current ones. */
  async function setRules(rules: readonly object[]): Promise<Reply> {
    const etag = (await admin('/v1/rules')).headers.get('etag') ?? '';
    return admin('/v1/rules', { method: 'PUT', body: JSON.stringify({ rules }), headers: { 'if-match': etag } });
  }

  it('fill a list beyond the ready-made candidates by exact search, as far as filters admit anything', async () => {
    const reply = await list('?minPrice=1400&maxPrice=1440&brand=b1&inStock=true&limit=100');
    const expected = Array.from({ length: 41 }, (_, i) => 1400 + i).filter(
      (product) => product % 12 !== 0 && product % 3 === 1 && product % 5 !== 0,
    );
    expect([...numbers(reply)].sort((a, b) => a - b)).to.deep.equal(expected);
    const nearest = items(reply).filter(({ evidence }) => evidence.source === 'nearest');
    expect(nearest.length).to.be.above(0);
    // Beside what the ready-made list holds, the order is that of the cosine.
    const { embeddings, dimension } = plantedShop(PRODUCTS);
    const cosine = (id: string): number =>
      Array.from({ length: dimension }, (_, f) => f).reduce(
        (sum, f) => sum + embeddings[f] * embeddings[Number(id.slice(1)) * dimension + f],
        0,
      );
    const found = nearest.map(({ productId }) => productId);
    expect(found).to.deep.equal([...found].sort((a, b) => cosine(b) - cosine(a)));
  });

  it('are refused a brand or category that the shop lacks', async () => {
    expect(code(await list('?brand=nobody'))).to.equal('unknown-brand');
    expect(code(await list('?category=nothing'))).to.equal('unknown-category');
    expect(code(await list('?minPrice=2&maxPrice=1'))).to.equal('invalid-request');
  });

  for (const [name, query] of [
    ['by score', 'limit=100'],
    ['drawn', 'limit=97&diversity=1'],
  ] as const) {
    it(`give every product once, page by page, ${name}, though another snapshot goes live meanwhile`, async function () {
      this.timeout(120_000);
      await publishShop(redis, plantedShop(PRODUCTS), 'first');
      const found: number[] = [];
      let cursor = '';
      for (let page = 0; ; page++) {
        const reply = await list(`?${query}${cursor}`);
        expect(reply.status, reply.text).to.equal(200);
        expect(reply.body['snapshot']).to.equal('first');
        found.push(...numbers(reply));
        if (reply.body['nextCursor'] === null) break;
        cursor = `&cursor=${cursorOf(reply)}`;
        if (page === 3) await publishShop(redis, plantedShop(200, 2), 'second');
      }
      expect(found).to.have.length(PRODUCTS - PRODUCTS / 12);
      expect(new Set(found).size).to.equal(found.length);
      expect((await list('')).body['snapshot']).to.equal('second');
      await publishShop(redis, plantedShop(PRODUCTS), 'first');
    });
  }

  it('take a cursor for its own question alone, and say when its snapshot is gone', async () => {
    await publishShop(redis, plantedShop(200, 3), 'passing');
    const first = await list('?limit=5');
    const next = `?limit=7&fields=score&cursor=${cursorOf(first)}`;
    expect(items(await list(next))[0]).to.have.all.keys('productId', 'score');
    expect(code(await list(`${next}&category=c1`))).to.equal('invalid-cursor');
    expect(code(await list(next, 'p1'))).to.equal('invalid-cursor');
    expect(code(await list('?cursor=nonsense'))).to.equal('invalid-cursor');
    await publishShop(redis, plantedShop(PRODUCTS), 'first', 0);
    const gone = await list(next.replace('limit=7', 'limit=8'));
    expect([gone.status, code(gone)]).to.deep.equal([410, 'cursor-expired']);
  });

  it('draw the same list for the same request, and another one for another seed', async () => {
    const [a, b, other] = [await list('?diversity=1'), await list('?diversity=1'), await list('?diversity=1&seed=2')];
    expect(b.text).to.equal(a.text);
    expect(numbers(other)).not.to.deep.equal(numbers(a));
    expect(numbers(await list('?diversity=0'))).to.deep.equal(numbers(await list('')));
  });

  it('are answered 304 where the client has the bytes', async () => {
    const first = await list('?limit=3');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).to.match(/^"[\w-]{22}"$/);
    const again = await fetch(`${server.url}/v1/products/p0/also-consider?limit=3`, {
      headers: { 'if-none-match': `"other", ${etag}` },
    });
    expect([again.status, await again.text()]).to.deep.equal([304, '']);
    expect((await list('?limit=4')).headers.get('etag')).not.to.equal(etag);
    await publishShop(redis, plantedShop(PRODUCTS, 4), 'other');
    expect((await list('?limit=3', 'p0', { 'if-none-match': etag })).status).to.equal(200);
    await publishShop(redis, plantedShop(PRODUCTS), 'first');
  });

  it('share neither tag nor id nor cached answer with those that tell the shop’s own people exact numbers', async () => {
    const exact = { authorization: `Bearer ${key}` };
    const [others, reading, own] = [
      await list('?limit=3'),
      await list('?limit=3', 'p0', reader),
      await list('?limit=3', 'p0', exact),
    ];
    const etagOf = ({ headers }: Reply): string => headers.get('etag') ?? '';
    expect(etagOf(reading)).to.equal(etagOf(others));
    expect(etagOf(own)).not.to.equal(etagOf(others));
    expect(own.body['recommendationId']).not.to.equal(others.body['recommendationId']);
    expect((await list('?limit=3', 'p0', { ...exact, 'if-none-match': etagOf(others) })).status).to.equal(200);
    expect((await list('?limit=3', 'p0', { 'if-none-match': etagOf(own) })).status).to.equal(200);
    expect(numbers(own)).to.deep.equal(numbers(others));
  });

  it('are answered 304 for any list that the client has, but only where there is one', async () => {
    const any = { 'if-none-match': '*' };
    for (const product of ['p0', 'p7']) {
      const reply = await list('', product, any);
      expect([reply.status, reply.text]).to.deep.equal([304, '']);
      expect(reply.headers.get('etag')).to.match(/^"[\w-]{22}"$/);
    }
    const basket = (body: object): Promise<Reply> =>
      ask(`${server.url}/v1/also-consider`, {
        method: 'POST',
        headers: { ...any, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await basket({ products: ['p0', 'nobody'] })).status).to.equal(304);
    // A customer that the snapshot does not know has a list all the same.
    expect((await admin('/v1/users/nobody/also-consider', { headers: any })).status).to.equal(304);
    for (const reply of [
      await list('', 'nobody', any),
      await list('?limit=3', 'nobody', any),
      await basket({ products: ['nobody'] }),
      await ask(`${server.url}/v1/products/nobody/why/p0`, { headers: any }),
      await ask(`${server.url}/v1/products/nobody/placements`, { headers: any }),
      await ask(`${server.url}/v1/products/nobody/audience`, { headers: any }),
    ]) {
      expect([reply.status, code(reply)]).to.deep.equal([404, 'unknown-product']);
    }
    expect(code(await list('?category=nowhere', 'p0', any))).to.equal('unknown-category');
    expect(code(await list('?cursor=abc', 'p0', any))).to.equal('invalid-cursor');
  });

  it('come many in one call, each with its list or its problem', async () => {
    const queries = [{ products: ['p0'], limit: 3 }, { products: ['nobody'] }, { limit: 0 }, { user: 'u0', limit: 2 }];
    const reply = await post(`${server.url}/v1/also-consider/batch`, { queries }, reader);
    expect(reply.status, reply.text).to.equal(200);
    const results = reply.body['results'] as { list?: unknown; problem?: { code: string; status: number } }[];
    const alone = await post(`${server.url}/v1/also-consider`, { products: ['p0'], limit: 3 });
    expect(results[0].list).to.deep.equal(alone.body);
    expect(results[1].problem).to.include({ code: 'unknown-product', status: 404 });
    expect(results[2].problem).to.include({ code: 'invalid-request', status: 400 });
    expect(results[3].list).to.have.property('items').with.length(2);
    const crowded = { queries: Array.from({ length: 101 }, () => ({ products: ['p0'] })) };
    expect((await post(`${server.url}/v1/also-consider/batch`, crowded)).status).to.equal(400);
  });

  it('show or hide the categories of a basket’s other products', async () => {
    const categories = async (more: object): Promise<Set<string>> => {
      const reply = await post(`${server.url}/v1/also-consider`, { products: ['p0', 'p1'], limit: 100, ...more });
      return new Set(items(reply).map(({ categoryId }) => categoryId));
    };
    const without = await categories({});
    expect(without.has('c0') || without.has('c1')).to.equal(false);
    const open = await categories({ excludeBasketCategories: false });
    expect(open.has('c0') && open.has('c1')).to.equal(true);
  });

  it('keep the shop’s rules from the next request on, and say which rule touched what', async () => {
    const plain = await list('?limit=20');
    const [first, second, third] = numbers(plain);
    const set = await setRules([
      { id: 'never', action: 'block', for: { products: ['p0'] }, items: { products: [`p${first}`] } },
      { id: 'top', action: 'pin', items: { products: [`p${first}`, 'p12', 'p1499'] } },
      { id: 'later', action: 'bury', items: { products: [`p${second}`] } },
      { id: 'margin', action: 'boost', items: { products: [`p${third}`], minMargin: 0 }, factor: 2 },
    ]);
    expect(set.status, set.text).to.equal(200);
    const ruled = await list('?limit=20');
    expect(ruled.body['rulesVersion']).to.equal(set.body['version']);
    // p12 is of p0's own category; the first is blocked here.
    expect(numbers(ruled).slice(0, 2)).to.deep.equal([1499, third]);
    expect(items(ruled)[0].rules).to.deep.equal(['top']);
    expect(items(ruled)[0].evidence.source).to.equal('pinned');
    expect(items(ruled)[1].rules).to.deep.equal(['margin']);
    expect(numbers(ruled)).not.to.include(first).and.not.to.include(second);
    expect(numbers(await list('', 'p1'))).to.include(first === 1 ? 1499 : first);
    const filtered = await list(`?maxPrice=1000&limit=20`);
    expect(numbers(filtered)).not.to.include(1499);
    const page = await list('?limit=5');
    await setRules([]);
    const stale = await list(`?limit=5&cursor=${cursorOf(page)}`);
    expect([stale.status, code(stale)]).to.deep.equal([410, 'cursor-expired']);
    expect(numbers(await list('?limit=20'))).to.deep.equal(numbers(plain));
  });

  it('begin and end a campaign by the clock alone', async () => {
    await setRules([
      {
        id: 'june',
        action: 'pin',
        items: { products: ['p1499'] },
        from: '2026-06-02T00:00:00Z',
        until: '2026-06-03T00:00:00+00:00',
      },
    ]);
    const top = async (time: string): Promise<number> => {
      now = new Date(time);
      return numbers(await list('?limit=1'))[0];
    };
    const usual = await top('2026-06-01T23:59:59.999Z');
    expect(usual).not.to.equal(1499);
    expect(await top('2026-06-02T00:00:00Z')).to.equal(1499);
    expect(await top('2026-06-02T23:59:59.999Z')).to.equal(1499);
    expect(await top('2026-06-03T00:00:00Z')).to.equal(usual);
    await setRules([]);
  });

  it('change rules only from the current ones, with a key, and keep who set what', async () => {
    const before = await admin('/v1/rules');
    const put = (etag?: string): Promise<Reply> =>
      admin('/v1/rules', {
        method: 'PUT',
        body: JSON.stringify({ rules: [{ id: 'r', action: 'block', items: { brands: ['b1'] } }] }),
        headers: etag === undefined ? {} : { 'if-match': etag },
      });
    expect(code(await put())).to.equal('if-match-required');
    const etag = before.headers.get('etag') ?? '';
    expect((await put(etag)).status).to.equal(200);
    const late = await put(etag);
    expect([late.status, code(late)]).to.deep.equal([412, 'rules-changed']);
    expect((await ask(`${server.url}/v1/rules`)).status).to.equal(401);
    const history = (await admin('/v1/rules/history?limit=2')).body['versions'] as Record<string, unknown>[];
    expect(history).to.have.length(2);
    expect(history[0]['actions']).to.deep.equal({ block: 1, pin: 0, bury: 0, boost: 0, balance: 0 });
    const then = (await admin(`/v1/rules/history/${String(history[0]['version'])}`)).body;
    expect(then['rules']).to.deep.equal([{ id: 'r', action: 'block', items: { brands: ['b1'] } }]);
    expect(history[0]['by']).to.match(/^key /);
    expect(history[1]['version']).to.equal(before.body['version']);
    expect(items(await list('?limit=100')).some(({ productId }) => Number(productId.slice(1)) % 3 === 1)).to.equal(
      false,
    );
    const bad = await admin('/v1/rules', {
      method: 'PUT',
      body: JSON.stringify({ rules: [{ id: 'r', action: 'block', items: {} }] }),
      headers: { 'if-match': (await admin('/v1/rules')).headers.get('etag') ?? '' },
    });
    expect(code(bad)).to.equal('invalid-request');
    await setRules([]);
  });
});
