import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { listen, operations, type ListeningServer } from '../../src/serving/http/index.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import { ask, testApi, type Reply } from '../serving/http/api-fixture.js';
import { plantedShop, publishShop } from '../serving/lists/planted-snapshot.js';
import { leaveRedis, openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';

const ANSWER_BYTES = 8 * 1024 * 1024;
/** So long that a hundred fill most of an answer. */
const TITLE = 60_000;

interface Most {
  readonly path: string;
  readonly body?: object;
}

const products = Array.from({ length: 100 }, (_, i) => `p${i}`);
const manyNames = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`n${i}`, 1]));
const manyFaults = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`n${i}`, 1]));
const longRules = Array.from({ length: 36 }, (_, i) => ({
  id: `r${i}`,
  action: 'block',
  items: { products: Array.from({ length: 110 }, (_, j) => `${i} ${j} ${'x'.repeat(240)}`) },
}));

/** Of each call, questions that are answered with the most. */
const most: Readonly<Record<string, readonly Most[]>> = {
  getProductList: [{ path: '/v1/products/p0/also-consider?limit=100' }],
  getBasketList: [{ path: '/v1/also-consider', body: { products, limit: 100, excludeBasketCategories: false } }],
  getLists: [
    {
      path: '/v1/also-consider/batch',
      body: { queries: products.map((id) => ({ products: [id], limit: 100, fields: ['title'] })) },
    },
    {
      path: '/v1/also-consider/batch',
      body: {
        queries: products
          .slice(1)
          .map(() => ({}))
          .concat([manyNames]),
      },
    },
  ],
  getUserList: [{ path: '/v1/users/u0/also-consider?limit=100' }],
  getProductReason: [{ path: '/v1/products/p0/why/p1' }],
  getProductPlacements: [{ path: '/v1/products/p1/placements?limit=50' }],
  getProductAudience: [{ path: '/v1/products/p1/audience?limit=50' }],
  getCategoryCampaign: [{ path: '/v1/categories/c0/campaign/c1?limit=50' }],
  putRules: [
    { path: '/v1/rules', body: { rules: longRules } },
    { path: '/v1/rules', body: manyNames },
  ],
  getRules: [{ path: '/v1/rules' }],
  getRulesHistory: [{ path: '/v1/rules/history?limit=100' }],
  getRulesVersion: [{ path: '/v1/rules/history/VERSION' }],
  listVersions: [{ path: '/v1/versions' }],
  putLiveVersion: [{ path: '/v1/versions/live', body: manyNames }],
  putVersionPointer: [{ path: '/v1/versions/canary', body: manyNames }],
  deleteVersionPointer: [{ path: '/v1/versions/canary' }],
  sendEvents: [{ path: '/v1/events', body: { events: Array.from({ length: 1000 }, () => manyFaults) } }],
  addEmbeddingJob: [{ path: '/v1/embeddings/jobs', body: manyNames }],
  listEmbeddingJobs: [{ path: '/v1/embeddings/jobs' }],
  getEmbeddingJob: [{ path: '/v1/embeddings/jobs/999999' }],
  followEmbeddingJob: [{ path: '/v1/embeddings/jobs/999999/events' }],
  cancelEmbeddingJob: [{ path: '/v1/embeddings/jobs/999999' }],
  getLiveness: [{ path: '/healthz' }],
  getReadiness: [{ path: '/readyz' }],
  getMetrics: [{ path: '/metrics' }],
};

describe('the size of an answer', () => {
  let redis: Redis;
  let server: ListeningServer;
  let key: string;

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
    server = await listen(testApi({ redis }).app, 0);
    ({ key } = await new KeyStore(redis, () => new Date()).create(['admin', 'read', 'events']));
    await publishShop(redis, { ...plantedShop(300), titles: 'x'.repeat(TITLE) }, 'long-titles');
  });
  after(async () => {
    await server.close();
    await leaveRedis(redis);
  });

  const asking = async (method: string, { path, body }: Most): Promise<Reply> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const current = await ask(`${server.url}/v1/rules`, { headers });
    return ask(`${server.url}${path.replace('VERSION', encodeURIComponent(String(current.body['version'])))}`, {
      method,
      headers: { ...headers, 'if-match': current.headers.get('etag') ?? '' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };

  for (const operation of operations) {
    it(`is at most 8 MiB, whatever ${operation.id} is asked`, async () => {
      expect(most, 'what the call is answered with the most').to.have.property(operation.id);
      for (const question of most[operation.id]) {
        const reply = await asking(operation.method.toUpperCase(), question);
        expect(Buffer.byteLength(reply.text)).to.be.at.most(ANSWER_BYTES);
        expect(reply.status, reply.text.slice(0, 1000)).to.be.oneOf([200, 202, 204, 400, 404, 413, 422]);
      }
    });
  }

  it('is kept to by lists that fit, and by the refusal of one that does not', async () => {
    const fits = await asking('GET', { path: '/v1/products/p0/also-consider?limit=100&fields=title' });
    expect(fits.status).to.equal(200);
    expect(Buffer.byteLength(fits.text)).to.be.above(5_000_000);
    const basket = { products: products.slice(0, 3), limit: 100 };
    const refused = await asking('POST', { path: '/v1/also-consider', body: basket });
    expect([refused.status, refused.body['code']]).to.deep.equal([422, 'answer-too-large']);
  });

  it('is kept to by a batch that leaves out the questions that have no room, and says so', async () => {
    const queries = products.slice(0, 4).map((id, i) => ({ products: [id], limit: i === 3 ? 1 : 60 }));
    const { body, status } = await asking('POST', { path: '/v1/also-consider/batch', body: { queries } });
    expect(status).to.equal(200);
    const results = body['results'] as { list?: unknown; problem?: { code: string } }[];
    expect(results.map(({ problem }) => problem?.code))
      .to.include('answer-too-large')
      .and.include(undefined);
  });

  it('is small where a request has a hundred thousand faults', async () => {
    const refused = await asking('POST', { path: '/v1/also-consider/batch', body: manyNames });
    expect(refused.status).to.equal(400);
    expect(refused.body['errors']).to.have.length(100);
    expect(refused.text.length).to.be.below(20_000);
  });
});
