import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { Keyring, KeyStore } from '../../src/serving/keys/index.js';
import { RuleBook, ruleDocumentSchema } from '../../src/serving/rules/index.js';
import { leaveRedis, openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';

const NOW = Date.parse('2026-05-04T10:00:00Z');
const HOUR = 3_600_000;

describe('a clock that goes an hour back', function () {
  this.timeout(serversTimeout);
  let redis: Redis;
  let time = NOW;
  const clock = (): Date => new Date(time);
  before(async () => {
    redis = await openEmptyRedis();
  });
  beforeEach(() => (time = NOW));
  after(() => leaveRedis(redis));

  it('leaves a revoked key revoked, with its date, and a new one good', async () => {
    const store = new KeyStore(redis, clock);
    const old = await store.create(['read']);
    await store.revoke(old.id);
    time -= HOUR;
    const young = await store.create(['read']);
    const keyring = new Keyring(store, () => time);
    expect(await keyring.check(old.key)).to.equal(undefined);
    expect(await keyring.check(young.key)).to.have.property('keyId', young.id);
    expect(await store.revoke(old.id)).to.have.property('revokedAt', new Date(NOW).toISOString());
  });

  it('keeps the rules that were set last', async () => {
    const book = new RuleBook(redis, { clock });
    const rules = (id: string): ReturnType<typeof ruleDocumentSchema.parse> =>
      ruleDocumentSchema.parse({ rules: [{ id, action: 'block', items: { categories: ['tents'] } }] });
    const first = await book.replace(rules('first'), '0', 'the test');
    time -= HOUR;
    const second = await book.replace(rules('second'), first.version, 'the test');
    expect((await book.current()).version).to.equal(second.version);
  });
});
