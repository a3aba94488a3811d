import { expect } from 'chai';
import { Keyring } from '../../../src/serving/keys/index.js';
import type { StoredKey } from '../../../src/serving/keys/api-key.js';
import { matchesHash, newSecret, readSecret } from '../../../src/serving/keys/secret.js';
import { rejection } from '../../shop/csv/temporary-folder.js';

/** A store of one key that counts how often it is asked, and can be away. */
function store() {
  const secret = newSecret();
  const key: StoredKey = {
    id: secret.id,
    name: 'shop',
    scopes: ['read', 'events'],
    hash: secret.hash.toString('hex'),
    createdAt: '2026-01-01T00:00:00.000Z',
    revokedAt: null,
  };
  const state = { asked: 0, used: 0, away: false, key };
  return {
    text: secret.text,
    state,
    find: (id: string) => {
      state.asked++;
      if (state.away) return Promise.reject(new Error('connection lost'));
      return Promise.resolve(id === key.id ? state.key : undefined);
    },
    origins: () => Promise.resolve(new Set<string>()),
    markUsed: () => {
      state.used++;
      return Promise.resolve();
    },
  };
}

describe('a keyring', () => {
  let now = 0;
  beforeEach(() => {
    now = 1_000_000;
  });

  it('knows a key by its text, and what it may do', async () => {
    const keys = store();
    const caller = await new Keyring(keys, () => now).check(keys.text);
    expect(caller?.keyId).to.equal(keys.state.key.id);
    expect([...(caller?.scopes ?? [])]).to.deep.equal(['read', 'events']);
  });

  it('refuses another secret, another id and any other text', async () => {
    const keys = store();
    const ring = new Keyring(keys, () => now);
    const other = newSecret().text;
    expect(await ring.check(other)).to.equal(undefined);
    expect(await ring.check(`ak_${keys.state.key.id}.${other.split('.')[1]}`)).to.equal(undefined);
    for (const odd of ['', 'ak_', `${keys.text} `, keys.text.slice(0, -1), 'x'.repeat(10_000), `${keys.text}\n`]) {
      expect(await ring.check(odd), odd.slice(0, 80)).to.equal(undefined);
    }
  });

  it('asks the store once in two seconds, however many requests come', async () => {
    const keys = store();
    const ring = new Keyring(keys, () => now);
    await Promise.all(Array.from({ length: 50 }, async () => ring.check(keys.text)));
    now += 1_900;
    expect(ring.check(keys.text)).not.to.be.instanceOf(Promise);
    expect(keys.state.asked).to.equal(1);
    now += 200;
    await ring.check(keys.text);
    expect(keys.state.asked).to.equal(2);
  });

  it('sees within two seconds that a key was revoked', async () => {
    const keys = store();
    const ring = new Keyring(keys, () => now);
    expect(await ring.check(keys.text)).not.to.equal(undefined);
    keys.state.key = { ...keys.state.key, revokedAt: '2026-01-02T00:00:00.000Z' };
    now += 2_000;
    expect(await ring.check(keys.text)).to.equal(undefined);
  });

  it('remembers keys for a minute while the store is away, then says so', async () => {
    const keys = store();
    const ring = new Keyring(keys, () => now);
    await ring.check(keys.text);
    keys.state.away = true;
    now += 59_000;
    expect(await ring.check(keys.text)).not.to.equal(undefined);
    now += 2_000;
    const error = await rejection(Promise.resolve(ring.check(keys.text)));
    expect(error).to.have.property('code', 'redis-unreachable');
  });

  it('notes the use of a key once a minute', async () => {
    const keys = store();
    const ring = new Keyring(keys, () => now);
    for (let i = 0; i < 10; i++) await ring.check(keys.text);
    expect(keys.state.used).to.equal(1);
    now += 61_000;
    await ring.check(keys.text);
    expect(keys.state.used).to.equal(2);
  });
});

describe('the secret of a key', () => {
  it('is 256 random bits, of which only a hash is kept', () => {
    const { text, hash } = newSecret();
    const { secret } = readSecret(text)!;
    expect(Buffer.from(secret, 'base64url')).to.have.length(32);
    expect(hash).to.have.length(32);
    expect(hash.toString('hex')).not.to.contain(secret);
    expect(newSecret().text).not.to.equal(text);
  });

  it('is compared as digests of equal length, by a comparison that takes the same time for all', () => {
    const { text, hash } = newSecret();
    const compared: [number, number][] = [];
    const equal = (a: Uint8Array, b: Uint8Array): boolean => {
      compared.push([a.length, b.length]);
      return false;
    };
    for (const guess of [readSecret(text)!.secret, '', 'x', 'x'.repeat(1000)]) matchesHash(guess, hash, equal);
    expect(compared).to.deep.equal(Array.from({ length: 4 }, () => [32, 32]));
    expect(matchesHash(readSecret(text)!.secret, hash)).to.equal(true);
    expect(matchesHash('x', hash)).to.equal(false);
  });
});
