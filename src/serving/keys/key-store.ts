import type { Redis } from 'ioredis';
import { AlongsideError } from '../../core/index.js';
import { isWrongType } from '../../storage/redis/index.js';
import { storedKeySchema, type ListedKey, type PageKey, type StoredKey } from './api-key.js';
import { VISITOR_LIMIT, type Scope, type ServerScope } from './choices.js';
import { newSecret, newSigningSecret } from './secret.js';

/** Outside `alongside:*`, which a reset empties: keys outlive the shop's data. */
const KEYS = 'alongside-keys:keys';
const LAST_USED = 'alongside-keys:last-used';

/** A key that was just made; the only time that its text is known. */
export interface CreatedKey {
  readonly id: string;
  readonly key: string;
  /** Of a page's key. */
  readonly signingSecret?: string;
}

/** What a page's key is made with. */
export interface PageKeyOptions {
  readonly origins: readonly string[];
  /** Requests a minute of each visitor's address. */
  readonly rateLimit?: number;
}

/** API keys in Redis, where every process that serves finds them: a new or revoked key needs no restart. */
export class KeyStore {
  constructor(
    private readonly redis: Redis,
    private readonly now: () => Date,
  ) {}

  create(scopes: readonly ServerScope[], name = ''): Promise<CreatedKey> {
    return this.add(scopes, name, undefined);
  }

  /** A key that a shop's pages may show to everybody, with what its server signs customers' tokens with. */
  createForPages({ origins, rateLimit = VISITOR_LIMIT }: PageKeyOptions, name = ''): Promise<CreatedKey> {
    return this.add(['browse'], name, { origins: [...new Set(origins)], rateLimit, signingSecret: newSigningSecret() });
  }

  private async add(scopes: readonly Scope[], name: string, page: PageKey | undefined): Promise<CreatedKey> {
    const { id, text, hash } = newSecret(page === undefined ? 'ak' : 'pk');
    const key: StoredKey = {
      id,
      name,
      scopes: [...new Set(scopes)],
      hash: hash.toString('hex'),
      createdAt: this.now().toISOString(),
      revokedAt: null,
      page,
    };
    await asKeys(this.redis.hset(KEYS, id, JSON.stringify(storedKeySchema.parse(key))));
    return { id, key: text, ...(page && { signingSecret: page.signingSecret }) };
  }

  /** All keys, revoked ones too, the oldest first. */
  async list(): Promise<ListedKey[]> {
    const [keys, used] = await Promise.all([asKeys(this.redis.hgetall(KEYS)), this.redis.hgetall(LAST_USED)]);
    return Object.entries(keys)
      .map(([id, text]) => read(id, text))
      .sort((a, b) => (a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1))
      .map(({ id, name, scopes, createdAt, revokedAt, page }) => ({
        id,
        name,
        scopes,
        createdAt,
        lastUsedAt: used[id] ?? null,
        revokedAt,
        ...(page && { origins: page.origins, rateLimit: page.rateLimit }),
      }));
  }

  /** The origins whose pages a key lets in that is not revoked. */
  async origins(): Promise<ReadonlySet<string>> {
    const usable = (await this.list()).filter(({ revokedAt }) => revokedAt === null);
    return new Set(usable.flatMap(({ origins = [] }) => origins));
  }

  async find(id: string): Promise<StoredKey | undefined> {
    const text = await asKeys(this.redis.hget(KEYS, id));
    return text === null ? undefined : read(id, text);
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

function read(id: string, text: string): StoredKey {
  try {
    return storedKeySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw corrupt(id, cause);
  }
}

function corrupt(id: string, cause: unknown): AlongsideError {
  return new AlongsideError(
    'keys-corrupt',
    `The key ${id} in ${KEYS} of Redis is damaged. Remove it there ("HDEL ${KEYS} ${id}"), and make another with "alongside keys create".`,
    { id },
    { cause },
  );
}

/** What Redis says of the keys; throws `keys-corrupt` where it holds something else in their place. */
async function asKeys<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (cause) {
    if (!isWrongType(cause)) throw cause;
    throw new AlongsideError(
      'keys-corrupt',
      `What Redis holds as ${KEYS} is not keys of the API. Remove it there ("DEL ${KEYS}"), and make keys with "alongside keys create".`,
      {},
      { cause },
    );
  }
}
