import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { KeyStore, signCustomer, type CreatedKey } from '../../../src/serving/keys/index.js';
import { ask, post, type Reply } from '../../serving/http/api-fixture.js';
import { withServer, type ContractFixture } from './contract-fixture.js';

/** What a page may ask of customers, by tokens that the shop's server signs. */
export function tokensOfTheContract(fixture: () => ContractFixture): void {
  describe("of a customer's token", () => {
    const origin = 'https://shop.example';
    let now: Date;
    let store: KeyStore;
    let page: CreatedKey;
    let signingSecret: string;
    before(async () => {
      now = new Date();
      store = new KeyStore(fixture().redis, () => new Date());
      page = await store.createForPages({ origins: [origin] });
      signingSecret = page.signingSecret ?? '';
    });

    const headersOf = (token?: string): Record<string, string> => ({
      authorization: `Bearer ${page.key}`,
      origin,
      ...(token !== undefined && { 'alongside-customer-token': token }),
    });
    const list = (token?: string, id = 'c00222'): Promise<Reply> =>
      ask(`${fixture().server.url}/v1/users/${id}/also-consider`, { headers: headersOf(token) });
    const sign = (customer = 'c00222', at = now, seconds = 900): Promise<string> =>
      signCustomer({ keyId: page.id, signingSecret }, customer, at, seconds);
    /** As a server without any library would. */
    const signed = (claims: object, header: object = { alg: 'HS256' }, secret = signingSecret): string => {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const text = `${part(header)}.${part(claims)}`;
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    };
    const inSeconds = (seconds: number): number => Math.floor(now.getTime() / 1000) + seconds;

    it('lets a page ask for this customer, in each call that pages reach', async () => {
      const token = await sign();
      const { url } = fixture().server;
      const headers = headersOf(token);
      expect((await list(token)).status).to.equal(200);
      const ofProduct = await ask(`${url}/v1/products/tents-001/also-consider?user=c00222`, { headers });
      expect(ofProduct.status).to.equal(200);
      expect((await post(`${url}/v1/also-consider`, { user: 'c00222' }, headers)).status).to.equal(200);
      const batch = await post(`${url}/v1/also-consider/batch`, { queries: [{ user: 'c00222' }] }, headers);
      expect(batch.body).to.include({ status: 403, code: 'forbidden' });
    });

    it('can be made from its description alone', async () => {
      expect((await list(signed({ aud: page.id, sub: 'c00222', exp: inSeconds(900) }))).status).to.equal(200);
    });

    it('is needed, and is for one customer, one key and a short time', async () => {
      expect((await list()).body).to.include({ status: 403, code: 'forbidden' });
      const other = await store.createForPages({ origins: [origin] });
      const claims = { aud: page.id, sub: 'c00222', exp: inSeconds(900) };
      const [head, body, signature] = (await sign()).split('.');
      const { exp, ...everlasting } = claims;
      for (const [what, token] of Object.entries({
        'another customer': await sign('c00001'),
        expired: await sign('c00222', new Date(now.getTime() - 3_600_000), 900),
        'without an end': signed(everlasting),
        'for more than a day': signed({ ...claims, exp: exp + 200_000 }),
        'of another key': await signCustomer(
          { keyId: other.id, signingSecret: other.signingSecret ?? '' },
          'c00222',
          now,
        ),
        'for another key': signed({ ...claims, aud: other.id }),
        'without a key': signed({ sub: 'c00222', exp }),
        'without a customer': signed({ aud: page.id, exp }),
        'of another secret': signed(claims, { alg: 'HS256' }, 'guess'),
        'of no algorithm': `${signed(claims, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`,
        'of another algorithm': signed(claims, { alg: 'HS512' }),
        changed: `${head}.${body.slice(0, -2)}AA.${signature}`,
        'no token': 'x'.repeat(5000),
        empty: '',
      })) {
        const reply = await list(token);
        expect(reply.status, what).to.be.oneOf([401, 403]);
        expect(reply.body['code'], what).to.be.oneOf(['invalid-token', 'forbidden']);
        expect(reply.text, what).not.to.contain('c00222').and.not.contain('c00001');
      }
    });

    it('must hold wherever a page sends one, though no customer is asked for', async () => {
      const { url } = fixture().server;
      const ofProduct = (token: string): Promise<Reply> =>
        ask(`${url}/v1/products/tents-001/also-consider`, { headers: headersOf(token) });
      expect((await ofProduct(await sign())).status).to.equal(200);
      expect((await ofProduct('broken')).body).to.include({ status: 401, code: 'invalid-token' });
      const basket = await post(`${url}/v1/also-consider`, { products: ['tents-001'] }, headersOf('broken'));
      expect(basket.body).to.include({ status: 401, code: 'invalid-token' });
    });

    it('says nothing where a key is sent that is no page’s', async () => {
      const { key } = await store.create(['events']);
      const headers = { authorization: `Bearer ${key}`, 'alongside-customer-token': await sign() };
      const reply = await ask(`${fixture().server.url}/v1/users/c00222/also-consider`, { headers });
      expect(reply.body).to.include({ status: 403, code: 'forbidden' });
      const without = await ask(`${fixture().server.url}/v1/users/c00222/also-consider`, {
        headers: { 'alongside-customer-token': await sign() },
      });
      expect(without.body).to.include({ status: 401, code: 'unauthorized' });
    });

    it('comes with a limit for each visitor, which no other setting lifts', async () => {
      const limited = await store.createForPages({ origins: [origin], rateLimit: 3 });
      const headers = { authorization: `Bearer ${limited.key}`, origin };
      await withServer(fixture(), { settings: { rateLimit: 0 } }, async (url) => {
        const replies = [];
        for (let i = 0; i < 4; i++) replies.push(await ask(`${url}/v1/products/tents-001/also-consider`, { headers }));
        expect(replies.map(({ status }) => status)).to.deep.equal([200, 200, 200, 429]);
        expect(replies[0].headers.get('ratelimit-policy')).to.equal('"requests";q=3;w=60');
        expect(replies[3].headers.get('access-control-allow-origin')).to.equal(origin);
        expect((await ask(`${url}/v1/products/tents-001/also-consider`)).status).to.equal(200);
      });
    });
  });
}
