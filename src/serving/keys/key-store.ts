import type { Redis } from 'ioredis';
import { AlongsideError } from '../../core/index.js';
import { storedKeySchema, type ListedKey, type StoredKey } from './api-key.js';
import type { Scope } from './choices.js';
import { newSecret } from './secret.js';

/** Outside `alongside:*`, which a reset empties: keys outlive the shop's data. */
const KEYS = 'alongside-keys:keys';
const LAST_USED = 'alongside-keys:last-used';

/** A key that was just made; the only time that its text is known. */
export interface CreatedKey {
  readonly id: string;
  readonly key: string;
}

/** API keys in Redis, where every process that serves finds them: a new or revoked key needs no restart. */
export class KeyStore {
  constructor(
    private readonly redis: Redis,
    private readonly now: () => Date,
  ) {}

  async create(scopes: readonly Scope[], name = ''): Promise<CreatedKey> {
    const { id, text, hash } = newSecret();
    const key: StoredKey = {
      id,
      name,
      scopes: [...new Set(scopes)],
      hash: hash.toString('hex'),
      createdAt: this.now().toISOString(),
      revokedAt: null,
    };
    await this.redis.hset(KEYS, id, JSON.stringify(storedKeySchema.parse(key)));
    return { id, key: text };
  }

  /** All keys, revoked ones too, the oldest first. */
  async list(): Promise<ListedKey[]> {
    const [keys, used] = await Promise.all([this.redis.hgetall(KEYS), this.redis.hgetall(LAST_USED)]);
    return Object.values(keys)
      .map((text) => read(text))
      .sort((a, b) => (a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1))
      .map(({ id, name, scopes, createdAt, revokedAt }) => ({
        id,
        name,
        scopes,
        createdAt,
        lastUsedAt: used[id] ?? null,
        revokedAt,
      }));
  }

  async find(id: string): Promise<StoredKey | undefined> {
    const text = await this.redis.hget(KEYS, id);
    return text === null ? undefined : read(text);
  }

  /**
   * Ends a key for good; it stays listed. One that is already revoked keeps its date.
   *
   * @throws AlongsideError `unknown-key`
   */
  async revoke(id: string): Promise<StoredKey> {
    const key = await this.find(id);
    if (key === undefined) {
      throw new AlongsideError('unknown-key', `There is no key "${id}". "alongside keys list" shows them.`, { id });
    }
    const revoked = { ...key, revokedAt: key.revokedAt ?? this.now().toISOString() };
    await this.redis.hset(KEYS, id, JSON.stringify(revoked));
    return revoked;
  }

  async markUsed(id: string): Promise<void> {
    await this.redis.hset(LAST_USED, id, this.now().toISOString());
  }
}

function read(text: string): StoredKey {
  return storedKeySchema.parse(JSON.parse(text));
}
