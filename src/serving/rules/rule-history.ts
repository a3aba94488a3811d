import type { Redis } from 'ioredis';
import { CHANGES_CHANNEL, isWrongType } from '../../storage/redis/index.js';
import {
  NO_RULES,
  countActions,
  parseRuleVersion,
  parseRuleVersionEntry,
  rulesCorrupt,
  type RuleVersion,
  type RuleVersionEntry,
} from './rule-version.js';

/** What is kept: the latest documents, as many as stay within both bounds. The current one always is. */
export interface RuleHistoryBounds {
  readonly versions: number;
  /** Of the documents as JSON, all together. */
  readonly bytes: number;
}
export const RULE_HISTORY: RuleHistoryBounds = { versions: 1000, bytes: 16 * 1024 * 1024 };

/** The braces put all of them on one node of a Redis Cluster. */
const VERSION_KEY = 'alongside:{rules}:version';
const CURRENT_KEY = 'alongside:{rules}:current';
/** A stream: version and entry of each document that is kept, oldest first. */
const ENTRIES_KEY = 'alongside:{rules}:entries';
/** A hash: each document by its version. */
const DOCUMENTS_KEY = 'alongside:{rules}:documents';
const BYTES_KEY = 'alongside:{rules}:bytes';
/** A stream of whole documents, as version 0.1 wrote it. */
const OLD_HISTORY_KEY = 'alongside:{rules}:history';

/** Lua: keeps one more document, and drops the oldest until all are within the bounds. */
const KEEP = `
local function keep(id, version, entry, document, versions, bytes)
  redis.call('HSET', KEYS[2], version, document)
  redis.call('XADD', KEYS[1], id, 'version', version, 'entry', entry)
  local total = redis.call('INCRBY', KEYS[3], #document)
  local kept = redis.call('XLEN', KEYS[1])
  while kept > 1 and (kept > versions or total > bytes) do
    local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
    total = redis.call('DECRBY', KEYS[3], redis.call('HSTRLEN', KEYS[2], oldest[2][2]))
    redis.call('HDEL', KEYS[2], oldest[2][2])
    redis.call('XDEL', KEYS[1], oldest[1])
    kept = kept - 1
  end
end
`;

/** Sets the document if the expected version is still the current one, and keeps it, and tells those who follow; answers the version in the way. */
const REPLACE = `${KEEP}
local current = redis.call('GET', KEYS[4]) or '${NO_RULES}'
if current ~= ARGV[1] then return current end
redis.call('SET', KEYS[4], ARGV[2])
redis.call('SET', KEYS[5], ARGV[4])
keep('*', ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6]))
redis.call('PUBLISH', ARGV[7], 'rules')
return false`;

/** Moves the oldest document of the old history over, if it is the one that was read; answers whether it did. */
const MOVE = `${KEEP}
if redis.call('XDEL', KEYS[4], ARGV[1]) == 0 then return 0 end
keep(ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6]))
return 1`;

const KEPT_KEYS = [ENTRIES_KEY, DOCUMENTS_KEY, BYTES_KEY];

const KINDS: Readonly<Record<string, string>> = {
  [VERSION_KEY]: 'string',
  [CURRENT_KEY]: 'string',
  [ENTRIES_KEY]: 'stream',
  [DOCUMENTS_KEY]: 'hash',
  [BYTES_KEY]: 'string',
  [OLD_HISTORY_KEY]: 'stream',
};

/** A page of the history, newest first. */
export interface RuleHistoryPage {
  readonly versions: readonly RuleVersionEntry[];
  /** Where the next page begins; null where there is none. */
  readonly nextCursor: string | null;
}

/** A shop's rules as Redis holds them: the current document, and the latest before it. */
export class RuleHistory {
  constructor(
    private readonly redis: Redis,
    private readonly bounds: RuleHistoryBounds = RULE_HISTORY,
  ) {}

  /** Name of the current document; null before the first. */
  currentVersion(): Promise<string | null> {
    return asRules(VERSION_KEY, this.redis.get(VERSION_KEY));
  }

  /** The current document; undefined before the first. */
  async current(): Promise<RuleVersion | undefined> {
    const text = await asRules(CURRENT_KEY, this.redis.get(CURRENT_KEY));
    return text === null ? undefined : parseRuleVersion(text, CURRENT_KEY);
  }

  /** Removes what another kind of value has taken the place of, so that a document can be set. */
  async clearDamaged(): Promise<void> {
    for (const [key, kind] of Object.entries(KINDS)) {
      const found = await this.redis.type(key);
      if (found !== 'none' && found !== kind) await this.redis.unlink(key);
    }
  }

  /**
   * Makes a document the current one if the expected one still is, and keeps it, in one step.
   *
   * @returns undefined, or the version that stands in the way
   */
  async replace(next: StoredVersion, expected: string): Promise<string | undefined> {
    await this.moveOld();
    const { versions, bytes } = this.bounds;
    const document = JSON.stringify(next);
    const standing = (await this.redis.eval(
      REPLACE,
      5,
      ...KEPT_KEYS,
      VERSION_KEY,
      CURRENT_KEY,
      expected,
      next.version,
      JSON.stringify(entryOf(next, document)),
      document,
      versions,
      bytes,
      CHANGES_CHANNEL,
    )) as string | null;
    return standing ?? undefined;
  }

  /** The documents that are kept, without their rules, newest first. */
  async page(limit: number, cursor?: string): Promise<RuleHistoryPage> {
    await this.moveOld();
    const from = cursor === undefined ? '+' : `(${cursor}`;
    const entries = await asRules(ENTRIES_KEY, this.redis.xrevrange(ENTRIES_KEY, from, '-', 'COUNT', limit + 1));
    const shown = entries.slice(0, limit);
    return {
      versions: shown.map(([id, [, , , entry]]) => parseRuleVersionEntry(entry, `${ENTRIES_KEY} ${id}`)),
      nextCursor: entries.length > limit ? shown[limit - 1][0] : null,
    };
  }

  /** A document that is kept; undefined where it is not. */
  async at(version: string): Promise<RuleVersion | undefined> {
    await this.moveOld();
    const text = await asRules(DOCUMENTS_KEY, this.redis.hget(DOCUMENTS_KEY, version));
    return text === null ? undefined : parseRuleVersion(text, `${DOCUMENTS_KEY} ${version}`);
  }

  /** Takes over what version 0.1 kept, one document at a time, so that nobody waits for Redis meanwhile. */
  private async moveOld(): Promise<void> {
    const { versions, bytes } = this.bounds;
    for (;;) {
      const oldest = (await asRules(OLD_HISTORY_KEY, this.redis.xrange(OLD_HISTORY_KEY, '-', '+', 'COUNT', 1))).at(0);
      if (oldest === undefined) return;
      const [id, [, document]] = oldest;
      const entry = oldEntry(document);
      // A damaged one says nothing to anybody, and must not stand in the way of the others.
      if (entry === undefined) await this.redis.xdel(OLD_HISTORY_KEY, id);
      else {
        const moved = [id, entry.version, JSON.stringify(entry), document, versions, bytes];
        await this.redis.eval(MOVE, 4, ...KEPT_KEYS, OLD_HISTORY_KEY, ...moved);
      }
    }
  }
}

/** A key of another kind is damage of the rules. */
async function asRules<Value>(key: string, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    throw isWrongType(error) ? rulesCorrupt(key, error) : error;
  }
}

function oldEntry(document: string): RuleVersionEntry | undefined {
  try {
    const { at, by, ...rest } = parseRuleVersion(document, OLD_HISTORY_KEY);
    return at === null || by === null ? undefined : entryOf({ ...rest, at, by }, document);
  } catch {
    return undefined;
  }
}

/** A document that was set by somebody. */
export type StoredVersion = RuleVersion & { readonly at: string; readonly by: string };

function entryOf({ version, at, by, rules }: StoredVersion, document: string): RuleVersionEntry {
  return { version, at, by, actions: countActions(rules), bytes: Buffer.byteLength(document) };
}
