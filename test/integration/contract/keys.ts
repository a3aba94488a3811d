import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { KeyStore } from '../../../src/serving/keys/index.js';
import { ask, recordedLog } from '../../serving/http/api-fixture.js';
import { withServer, type ContractFixture } from './contract-fixture.js';

/** Who may ask, how often, and what is written down of it. */
export function keysOfTheContract(fixture: () => ContractFixture): void {
  describe('of keys and limits', () => {
    const bearer = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } });
    /** The clock of the server under test. */
    let time = Date.now();
    const now = (): Date => new Date(time);
    const elapsed = (): number => time;
    const store = (): KeyStore => new KeyStore(fixture().redis, now);

    it('lets everybody read, unless it is set to ask for a key', async () => {
      expect(await ask(`${fixture().server.url}/v1/versions`)).to.have.property('status', 200);
      await withServer(fixture(), { settings: { requireKeyToRead: true }, now, elapsed }, async (url) => {
        const without = await ask(`${url}/v1/versions`);
        expect(without.body).to.include({ status: 401, code: 'unauthorized' });
        expect(without.headers.get('www-authenticate')).to.equal('Bearer realm="alongside"');
        for (const open of ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs']) {
          expect(await fetch(`${url}${open}`), open).to.have.property('status', 200);
        }
      });
    });

    it('takes a key with the scope, refuses one without, and another text than a key', async () => {
      const reading = await store().create(['read'], 'shop');
      const sending = await store().create(['events']);
      await withServer(fixture(), { settings: { requireKeyToRead: true }, now, elapsed }, async (url) => {
        expect(await ask(`${url}/v1/versions`, bearer(reading.key))).to.have.property('status', 200);
        const lacking = await ask(`${url}/v1/versions`, bearer(sending.key));
        expect(lacking.body).to.include({ status: 403, code: 'forbidden' });
        expect(lacking.headers.get('www-authenticate')).to.contain('insufficient_scope').and.contain('scope="read"');
        for (const odd of [`${reading.key}x`, 'ak_', '', 'x'.repeat(5000)]) {
          expect((await ask(`${url}/v1/versions`, bearer(odd))).body).to.include({ code: 'unauthorized' });
        }
        const basic = { headers: { authorization: `Basic ${reading.key}` } };
        expect((await ask(`${url}/v1/versions`, basic)).body).to.include({ code: 'unauthorized' });
      });
    });

    it('answers the same to a secret that is wrong and to a key that never was', async () => {
      const { key } = await store().create(['read']);
      const other = await store().create(['read']);
      await withServer(fixture(), { now }, async (url) => {
        const replies = [];
        for (const guess of [
          `${key.split('.')[0]}.${other.key.split('.')[1]}`,
          `ak_${'0'.repeat(16)}.${'A'.repeat(43)}`,
        ]) {
          replies.push(await ask(`${url}/v1/versions`, bearer(guess)));
        }
        const [wrong, unknown] = replies.map(({ body }) => ({ ...body, requestId: '' }));
        expect(wrong).to.deep.equal(unknown);
      });
    });

    it('takes a new key and drops a revoked one without being restarted', async () => {
      await withServer(fixture(), { settings: { requireKeyToRead: true }, now, elapsed }, async (url) => {
        const { id, key } = await store().create(['read']);
        expect(await ask(`${url}/v1/versions`, bearer(key))).to.have.property('status', 200);
        await store().revoke(id);
        time += 2_000;
        expect((await ask(`${url}/v1/versions`, bearer(key))).body).to.include({ code: 'unauthorized' });
        const listed = (await store().list()).find((each) => each.id === id);
        expect(listed?.lastUsedAt).to.be.a('string');
        expect(listed?.revokedAt).to.be.a('string');
        expect(JSON.stringify(await store().list())).not.to.contain(key.split('.')[1]);
      });
    });

    it('stores no secret', async () => {
      const { key } = await store().create(['admin']);
      const stored = JSON.stringify(await fixture().redis.hgetall('alongside-keys:keys'));
      expect(stored).not.to.contain(key.split('.')[1]);
    });

    it('limits each key, and each address without one, and says how long to wait', async () => {
      await forgetCalls(fixture());
      const { key } = await store().create(['read']);
      await withServer(fixture(), { settings: { rateLimit: 3 } }, async (url) => {
        const statuses = [];
        for (let i = 0; i < 4; i++) statuses.push((await ask(`${url}/v1/versions`)).status);
        expect(statuses).to.deep.equal([200, 200, 200, 429]);
        const refused = await ask(`${url}/v1/versions`);
        expect(refused.body).to.include({ code: 'rate-limited' });
        expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 60);
        expect(refused.headers.get('ratelimit')).to.match(/^"requests";r=0;t=\d+$/);
        expect(await ask(`${url}/v1/versions`, bearer(key))).to.have.property('status', 200);
        expect(await ask(`${url}/healthz`)).to.have.property('status', 200);
        const metrics = await (await fetch(`${url}/metrics`)).text();
        expect(metrics).to.contain('alongside_rate_limited_total{subject="address"} 2');
      });
    });

    it('goes by no clock that can be set back: revoked keys stay so, and nobody is kept out for longer', async () => {
      await forgetCalls(fixture());
      let [date, passed] = [Date.now(), 0];
      const clocks = { now: () => new Date(date), elapsed: () => passed };
      const keys = new KeyStore(fixture().redis, clocks.now);
      const { id, key } = await keys.create(['read']);
      await withServer(fixture(), { settings: { rateLimit: 3 }, ...clocks }, async (url) => {
        const asked = async (init?: RequestInit): Promise<number> => (await ask(`${url}/v1/versions`, init)).status;
        expect(await asked(bearer(key))).to.equal(200);
        for (const status of [200, 200, 200, 429]) expect(await asked()).to.equal(status);
        await until(async () => (await fixture().redis.keys('alongside-limits:*')).length >= 2);
        expect(await asked()).to.equal(429);
        date -= 3_600_000;
        await keys.revoke(id);
        passed += 61_000;
        // Redis holds the end of a window by its own clock, which was set back too.
        for (const each of await fixture().redis.keys('alongside-limits:*'))
          await fixture().redis.pexpire(each, 3_600_000);
        expect(await asked()).to.equal(200);
        await until(async () => (await fixture().redis.keys('alongside-limits:address:*')).length === 0);
        passed += 61_000;
        expect(await asked()).to.equal(200);
        expect(await asked(bearer(key))).to.equal(401);
      });
      expect((await keys.list()).find((each) => each.id === id)?.revokedAt).to.be.a('string');
    });

    it('counts refused keys against the address, so that guessing has a limit', async () => {
      await forgetCalls(fixture());
      await withServer(fixture(), { settings: { rateLimit: 3 } }, async (url) => {
        const codes = [];
        for (let i = 0; i < 4; i++) codes.push((await ask(`${url}/v1/versions`, bearer('guess'))).body['code']);
        expect(codes).to.deep.equal(['unauthorized', 'unauthorized', 'unauthorized', 'rate-limited']);
      });
    });

    it('lets pages of the named origins call, and no others', async () => {
      const from = (origin: string): RequestInit => ({ headers: { origin } });
      await withServer(fixture(), { settings: { corsOrigins: ['https://shop.example'] } }, async (url) => {
        const allowed = await fetch(`${url}/v1/versions`, from('https://shop.example'));
        expect(allowed.headers.get('access-control-allow-origin')).to.equal('https://shop.example');
        const other = await fetch(`${url}/v1/versions`, from('https://evil.example'));
        expect(other.headers.get('access-control-allow-origin')).to.equal(null);
      });
      const off = await fetch(`${fixture().server.url}/v1/versions`, from('https://shop.example'));
      expect(off.headers.get('access-control-allow-origin')).to.equal(null);
    });

    it('logs requests by route, never who or what was asked for', async () => {
      const { logger, lines } = recordedLog();
      await withServer(fixture(), { logger }, async (url) => {
        await ask(`${url}/v1/users/jane.doe/also-consider?limit=7`, { headers: { 'x-request-id': 'r-9' } });
        await ask(`${url}/v1/products/secret-product/also-consider?user=jane.doe`);
      });
      const logged = JSON.stringify(lines());
      expect(logged).to.contain('/v1/users/{id}/also-consider').and.contain('r-9');
      for (const personal of ['jane', 'secret-product', 'limit']) expect(logged).not.to.contain(personal);
    });

    it('counts requests by route and lists by source', async () => {
      await withServer(fixture(), {}, async (url) => {
        await ask(`${url}/v1/products/tents-001/also-consider`);
        await ask(`${url}/v1/products/nobody-knows/also-consider`);
        await ask(`${url}/nowhere/at/all`);
        const metrics = await (await fetch(`${url}/metrics`)).text();
        const route = 'route="/v1/products/{id}/also-consider"';
        expect(metrics).to.contain(`_count{method="GET",${route},status="200"} 1`);
        expect(metrics).to.contain(`_count{method="GET",${route},status="404"} 1`);
        expect(metrics).to.contain('_count{method="GET",route="none",status="404"} 1');
        expect(metrics).to.contain('alongside_problems_total{code="unknown-product"} 1');
        expect(metrics).to.match(/alongside_lists_total\{source="(graph|category)"\} 1/);
        expect(metrics).to.match(/alongside_snapshot_info\{snapshot="\w+",model="\w+"\} 1/);
        expect(metrics).not.to.contain('nobody-knows');
      });
    });
  });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

/** What was asked before does not count. */
async function forgetCalls({ redis }: ContractFixture): Promise<void> {
  await redis.del(...(await redis.keys('alongside-limits:*')), 'none');
}
