import { LRUCache } from 'lru-cache';
import { AlongsideError, messageOf } from '../../core/index.js';
import type { StoredKey } from './api-key.js';
import type { KeyStore } from './key-store.js';
import { matchesHash, readSecret } from './secret.js';
import type { Scope } from './choices.js';

/** How long a process believes what it read of a key: a revoked one works no longer than this. */
const FRESH_MILLISECONDS = 2_000;
/** How long it goes on believing while Redis does not answer. */
const STALE_MILLISECONDS = 60_000;
const USE_IS_NOTED_EVERY = 60_000;
/** Keys, and ids that no key has, that are remembered; a guesser fills this and no more. */
const REMEMBERED = 1_000;
const NO_HASH = new Uint8Array(32);

/** Who a request comes from, by its key. */
export interface Caller {
  readonly keyId: string;
  readonly scopes: ReadonlySet<Scope>;
}

interface Remembered {
  readonly readAt: number;
  readonly key: { readonly hash: Uint8Array; readonly caller: Caller } | undefined;
}

/** Checks keys for one process: from memory where it was read in the last seconds, from Redis otherwise. */
export class Keyring {
  private readonly remembered = new LRUCache<string, Remembered>({ max: REMEMBERED });
  private readonly reading = new Map<string, Promise<Remembered>>();
  private readonly noted = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(
    private readonly store: Pick<KeyStore, 'find' | 'markUsed'>,
    private readonly clock: () => number,
  ) {}

  /**
   * The caller that a key's text names; undefined where it is not a key, not a secret of that id, or revoked. At once
   * where the key is fresh in memory.
   *
   * @throws AlongsideError `redis-unreachable` where Redis does not answer and nothing is remembered
   */
  check(text: string): Caller | undefined | Promise<Caller | undefined> {
    const parts = readSecret(text);
    if (parts === undefined) return undefined;
    const { id, secret } = parts;
    const known = this.remembered.get(id);
    if (known !== undefined && this.clock() - known.readAt < FRESH_MILLISECONDS) return this.match(known, secret);
    return this.read(id, known).then((found) => this.match(found, secret));
  }

  private match({ key }: Remembered, secret: string): Caller | undefined {
    // An unknown id costs the same comparison as a known one.
    const matches = matchesHash(secret, key?.hash ?? NO_HASH);
    if (!matches || key === undefined) return undefined;
    this.noteUse(key.caller.keyId);
    return key.caller;
  }

  private read(id: string, known: Remembered | undefined): Promise<Remembered> {
    const begun = this.reading.get(id);
    if (begun !== undefined) return begun;
    const reading = this.readAnew(id, known).finally(() => this.reading.delete(id));
    this.reading.set(id, reading);
    return reading;
  }

  private async readAnew(id: string, known: Remembered | undefined): Promise<Remembered> {
    try {
      const found: Remembered = { readAt: this.clock(), key: usable(await this.store.find(id)) };
      this.remembered.set(id, found);
      return found;
    } catch (cause) {
      if (known !== undefined && this.clock() - known.readAt < STALE_MILLISECONDS) return known;
      throw new AlongsideError(
        'redis-unreachable',
        `The key cannot be checked, as Redis does not answer (${messageOf(cause)}).`,
        {},
        { cause },
      );
    }
  }

  private noteUse(id: string): void {
    const now = this.clock();
    if (now - (this.noted.get(id) ?? -Infinity) < USE_IS_NOTED_EVERY) return;
    this.noted.set(id, now);
    // The date is for people; a request does not fail, nor wait, for it.
    this.store.markUsed(id).catch(() => this.noted.delete(id));
  }
}

function usable(key: StoredKey | undefined): Remembered['key'] {
  if (key?.revokedAt !== null) return undefined;
  return { hash: Buffer.from(key.hash, 'hex'), caller: { keyId: key.id, scopes: new Set(key.scopes) } };
}
