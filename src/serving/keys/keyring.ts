import { LRUCache } from 'lru-cache';
import { AlongsideError, RefreshedValue, messageOf, type RefreshOptions } from '../../core/index.js';
import type { PageKey, StoredKey } from './api-key.js';
import type { KeyStore } from './key-store.js';
import { matchesHash, readSecret } from './secret.js';
import type { Scope } from './choices.js';

/** How long a process believes what it read of a key: a revoked one works no longer than this. */
const FRESH_MILLISECONDS = 2_000;
/** How long it goes on believing while Redis does not answer. */
const STALE_MILLISECONDS = 60_000;
const USE_IS_NOTED_EVERY = 60_000;
/** Keys, and ids that no key has, that are cached; a guesser fills this and no more. */
const CACHED = 1_000;
const NO_HASH = new Uint8Array(32);

/** Who a request comes from, by its key. */
export interface Caller {
  readonly keyId: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Of a key that stands in a shop's pages. */
  readonly page?: PageKey;
}

/** A key that may be used; undefined for an id that names none. */
type UsableKey = { readonly hash: Uint8Array; readonly caller: Caller } | undefined;

/** Checks keys for one process: from memory where it was read in the last seconds, from Redis otherwise. */
export class Keyring {
  private readonly cached = new LRUCache<string, RefreshedValue<UsableKey>>({ max: CACHED });
  private readonly noted = new LRUCache<string, number>({ max: CACHED });
  private readonly origins: RefreshedValue<ReadonlySet<string>>;

  /** @param clock milliseconds that never go back: a revoked key must not live again with the time of day */
  constructor(
    private readonly store: Pick<KeyStore, 'find' | 'markUsed' | 'origins'>,
    private readonly clock: () => number,
  ) {
    this.origins = new RefreshedValue(() => this.store.origins(), this.refreshing);
  }

  /** The origins whose pages some key lets in. */
  pageOrigins(): ReadonlySet<string> | Promise<ReadonlySet<string>> {
    return this.origins.get();
  }

  /**
   * The caller that a key's text names; undefined where it is not a key, not a secret of that id, or revoked. At once
   * where the key is fresh in memory.
   *
   * @throws AlongsideError `redis-unreachable` where Redis does not answer and nothing is cached
   */
  check(text: string): Caller | undefined | Promise<Caller | undefined> {
    const parts = readSecret(text);
    if (parts === undefined) return undefined;
    const { id, secret } = parts;
    const key = this.keyOf(id).get();
    return key instanceof Promise ? key.then((read) => this.match(read, secret), unreadable) : this.match(key, secret);
  }

  private get refreshing(): RefreshOptions {
    return { freshFor: FRESH_MILLISECONDS, staleIfErrorFor: STALE_MILLISECONDS, now: this.clock };
  }

  private keyOf(id: string): RefreshedValue<UsableKey> {
    let key = this.cached.get(id);
    if (key === undefined) {
      key = new RefreshedValue(async () => usable(await this.store.find(id)), this.refreshing);
      this.cached.set(id, key);
    }
    return key;
  }

  private match(key: UsableKey, secret: string): Caller | undefined {
    // An unknown id costs the same comparison as a known one.
    const matches = matchesHash(secret, key?.hash ?? NO_HASH);
    if (!matches || key === undefined) return undefined;
    this.noteUse(key.caller.keyId);
    return key.caller;
  }

  private noteUse(id: string): void {
    const now = this.clock();
    if (now - (this.noted.get(id) ?? -Infinity) < USE_IS_NOTED_EVERY) return;
    this.noted.set(id, now);
    // The date is for people; a request does not fail, nor wait, for it.
    this.store.markUsed(id).catch(() => this.noted.delete(id));
  }
}

function usable(key: StoredKey | undefined): UsableKey {
  if (key?.revokedAt !== null) return undefined;
  const { id, hash, scopes, page } = key;
  return { hash: Buffer.from(hash, 'hex'), caller: { keyId: id, scopes: new Set(scopes), ...(page && { page }) } };
}

function unreadable(cause: unknown): never {
  if (cause instanceof AlongsideError) throw cause;
  throw new AlongsideError(
    'redis-unreachable',
    `The key cannot be checked, as Redis does not answer (${messageOf(cause)}).`,
    {},
    { cause },
  );
}
