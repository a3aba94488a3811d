import { expect } from 'chai';
import { operations } from '../../../src/serving/http/index.js';
import { KeyStore } from '../../../src/serving/keys/index.js';
import { ask, post, type Reply } from '../../serving/http/api-fixture.js';
import { askExample, type ContractFixture } from './contract-fixture.js';

/** A part of a document, as JSON Schema says it. */
interface Described {
  readonly [name: string]: unknown;
}

/** Who may ask for customers. */
export function customersOfTheContract(fixture: () => ContractFixture): void {
  describe('of customers', () => {
    const url = (): string => fixture().server.url;
    const batch = { queries: [{ products: ['tents-001'] }, { user: 'c00222' }] };
    const asking: readonly [string, (headers: Record<string, string>) => Promise<Reply>][] = [
      ['an address', (headers) => ask(`${url()}/v1/users/c00222/also-consider`, { headers })],
      ['a parameter', (headers) => ask(`${url()}/v1/products/tents-001/also-consider?user=c00222`, { headers })],
      ['a body', (headers) => post(`${url()}/v1/also-consider`, { user: 'c00222' }, headers)],
      [
        'a basket',
        (headers) => post(`${url()}/v1/also-consider`, { products: ['tents-001'], user: 'c00222' }, headers),
      ],
      ['a batch', (headers) => post(`${url()}/v1/also-consider/batch`, batch, headers)],
    ];
    let store: KeyStore;
    before(() => {
      store = new KeyStore(fixture().redis, () => new Date());
    });

    it('asks for a key, on loopback too, whichever way they are named, and each time', async () => {
      const { key } = await store.create(['read']);
      for (const [way, askFor] of asking) {
        expect((await askFor({ authorization: `Bearer ${key}` })).status, way).to.equal(200);
        for (let time = 0; time < 2; time++) {
          const refused = await askFor({});
          expect(refused.body, way).to.include({ status: 401, code: 'unauthorized' });
          expect(refused.type).to.contain('application/problem+json');
          expect(refused.headers.get('www-authenticate')).to.equal('Bearer realm="alongside"');
        }
      }
    });

    it('takes no other scope for reading', async () => {
      const { key } = await store.create(['admin', 'events', 'metrics']);
      for (const [way, askFor] of asking) {
        const { body } = await askFor({ authorization: `Bearer ${key}` });
        expect(body, way).to.include({ status: 403, code: 'forbidden' });
      }
    });

    it('asks in every call whose document has a customer', async () => {
      const { body } = await ask(`${url()}/openapi.json`);
      const document = body as { paths: Record<string, Record<string, Described>>; components: Described };
      const named = operations.filter(
        ({ path, method }) => path.includes('/users/') || hasCustomer(document, document.paths[path][method]),
      );
      expect(named.map(({ id }) => id)).to.include.members([
        'getProductList',
        'getBasketList',
        'getLists',
        'getUserList',
      ]);
      // Who may send events tells of customers, and learns nothing of them.
      for (const operation of named.filter(({ scope }) => scope !== 'events'))
        expect('customers' in operation, operation.id).to.equal(true);
    });

    it('does not tell one who never bought anything from one who is not known', async () => {
      const { key } = await store.create(['read']);
      const replies = await Promise.all(
        ['a silent one', 'a stranger'].map((id) =>
          ask(`${url()}/v1/users/${encodeURIComponent(id)}/also-consider`, {
            headers: { authorization: `Bearer ${key}` },
          }),
        ),
      );
      const [one, other] = replies.map(({ status, body }) => ({
        status,
        ...body,
        recommendationId: '',
        nextCursor: '',
      }));
      expect(one).to.deep.equal(other);
    });
  });

  describe("of a page's key", () => {
    const origin = 'https://shop.example';
    const url = (): string => fixture().server.url;
    let store: KeyStore;
    let page: { readonly id: string; readonly key: string };
    const headersOf = (from: Record<string, string> = { origin }): Record<string, string> => ({
      authorization: `Bearer ${page.key}`,
      ...from,
    });
    before(async () => {
      store = new KeyStore(fixture().redis, () => new Date());
      page = await store.createForPages({ origins: [origin] });
    });

    it('reaches lists of products and baskets, whose answers its page may read, and nothing else', async () => {
      const reached: string[] = [];
      for (const operation of operations) {
        // Open to everybody, with a key or without.
        if (operation.scope === 'none' || operation.scope === 'metrics') continue;
        for (const example of operation.examples) {
          const reply = await askExample(url(), operation, example, headersOf());
          const { code } = (await reply.json()) as { code?: string };
          if (reply.status === 200) reached.push(operation.id);
          else expect([reply.status, code], operation.id).to.deep.equal([403, 'forbidden']);
          expect(reply.headers.get('access-control-allow-origin'), operation.id).to.equal(origin);
        }
      }
      expect(reached).to.have.members(['getProductList', 'getBasketList']);
    });

    it('holds for pages of its origins alone', async () => {
      const path = `${url()}/v1/products/tents-001/also-consider`;
      for (const from of [{ origin }, { referer: `${origin}/cart?step=2` }]) {
        expect((await ask(path, { headers: headersOf(from) })).status).to.equal(200);
      }
      for (const from of [
        {},
        { origin: 'https://evil.example' },
        { origin: 'http://shop.example' },
        { origin: 'https://shop.example:8443' },
        { origin: 'https://shop.example.evil.example' },
        { origin: 'null' },
        { referer: 'https://evil.example/https://shop.example' },
      ]) {
        const refused = await ask(path, { headers: headersOf(from) });
        expect(refused.body, JSON.stringify(from)).to.include({ status: 403, code: 'forbidden' });
        expect(refused.headers.get('access-control-allow-origin')).to.equal(null);
      }
    });

    it('is announced to browsers, which ask first: for its origins, its calls and methods', async () => {
      const preflight = (path: string, from: string): Promise<Response> =>
        fetch(`${url()}${path}`, {
          method: 'OPTIONS',
          headers: {
            origin: from,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization',
          },
        });
      const allowed = await preflight('/v1/also-consider', origin);
      expect(allowed.headers.get('access-control-allow-origin')).to.equal(origin);
      expect(allowed.headers.get('access-control-allow-methods')).to.equal('POST');
      expect(allowed.headers.get('access-control-allow-headers'))
        .to.contain('Authorization')
        .and.contain('Alongside-Customer-Token');
      for (const [path, from] of [
        ['/v1/also-consider', 'https://evil.example'],
        ['/v1/rules', origin],
        ['/v1/also-consider/batch', origin],
        ['/v1/versions', origin],
      ]) {
        const refused = await preflight(path, from);
        expect(refused.headers.get('access-control-allow-origin'), path).to.equal(null);
      }
    });

    it('ends when it is revoked, and its origins with it', async () => {
      const gone = await store.createForPages({ origins: ['https://gone.example'] });
      await store.revoke(gone.id);
      const headers = { authorization: `Bearer ${gone.key}`, origin: 'https://gone.example' };
      const reply = await ask(`${url()}/v1/products/tents-001/also-consider`, { headers });
      expect(reply.body).to.include({ status: 401, code: 'unauthorized' });
      expect((await store.origins()).has('https://gone.example')).to.equal(false);
    });
  });
}

/** Whether a customer is named anywhere in what a call takes, references followed. */
function hasCustomer(document: object, part: unknown, seen = new Set<unknown>()): boolean {
  if (typeof part !== 'object' || part === null || seen.has(part)) return false;
  seen.add(part);
  return Object.entries(part).some(([name, value]) => {
    if (name === 'responses') return false;
    if (name === '$ref') return hasCustomer(document, at(document, String(value)), seen);
    if (name === 'name' && /^(user|customer)/i.test(String(value))) return true;
    if (name === 'properties' && Object.keys(value as object).some((field) => /^(user|customer)/i.test(field)))
      return true;
    return hasCustomer(document, value, seen);
  });
}

function at(document: object, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], document);
}
