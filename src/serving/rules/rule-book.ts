import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { AlongsideError, RefreshedValue } from '../../core/index.js';
import { isRedisFailure } from '../../storage/redis/index.js';
import type { RuleDocument } from './rule-document.js';
import { RuleHistory, type RuleHistoryBounds, type RuleHistoryPage } from './rule-history.js';
import { rulesInForce, type RulesInForce } from './rule-schedule.js';
import { NO_RULES, rulesCorrupt, type RuleVersion } from './rule-version.js';

export interface RuleBookOptions {
  readonly clock: () => Date;
  /**
   * Milliseconds for which an answer of Redis about the current version is believed; 0 asks each time. For as long again it
   * holds while Redis is asked anew, so that under load no request waits for that.
   */
  readonly believeFor?: number;
  /** Whether the rules that were read last go on holding while Redis is away. */
  readonly outliveRedis?: boolean;
  /** Milliseconds by a clock that never goes back. */
  readonly now?: () => number;
  /** How much of the history is kept; the usual bounds if left out. */
  readonly keep?: RuleHistoryBounds;
}

/** A shop's rules in Redis: the current document, and the latest before it with who set each and when. */
export class RuleBook {
  private readonly clock: () => Date;
  private readonly document: RefreshedValue<RuleVersion>;
  private readonly stored: RuleHistory;
  private schedule: { readonly document: RuleVersion; readonly inForce: RulesInForce } | undefined;

  constructor(redis: Redis, { clock, believeFor = 0, outliveRedis = false, now, keep }: RuleBookOptions) {
    this.clock = clock;
    this.stored = new RuleHistory(redis, keep);
    this.document = new RefreshedValue(() => this.current(), {
      freshFor: believeFor,
      staleFor: believeFor,
      ...(outliveRedis ? { staleIfErrorFor: Infinity, outlives: isRedisFailure } : {}),
      ...(now === undefined ? {} : { now }),
    });
  }

  /** The rules that hold now. A change by another process is seen two times `believeFor` milliseconds later at most. */
  inForce(): RulesInForce | Promise<RulesInForce> {
    const document = this.document.get();
    return document instanceof Promise ? document.then((read) => this.scheduled(read)) : this.scheduled(document);
  }

  /** Asks Redis now what others may have set; whoever asks meanwhile waits for nothing. */
  async refresh(): Promise<void> {
    await this.document.refresh();
  }

  /** The current document; an empty one of version 0 before the first. */
  async current(): Promise<RuleVersion> {
    const version = (await this.stored.currentVersion()) ?? NO_RULES;
    const { last } = this.document;
    if (last?.version === version) return last;
    const current = await this.stored.current();
    // Rules that were set and are lost must not look like none: they may keep products off lists.
    if (current === undefined && version !== NO_RULES) throw rulesCorrupt('alongside:{rules}:current');
    return current ?? { version: NO_RULES, at: null, by: null, rules: [] };
  }

  /** The version that a document is set in the place of, whatever has become of it. */
  async versionToReplace(): Promise<string> {
    await this.stored.clearDamaged();
    return (await this.stored.currentVersion()) ?? NO_RULES;
  }

  /**
   * Sets the document in the place of the one that the caller knows. The very rules that hold stay, with their version.
   *
   * @throws AlongsideError `rules-changed` where another one is current by now
   */
  async replace(document: RuleDocument, expected: string, by: string): Promise<RuleVersion> {
    const { rules } = document;
    const sequence = (Number.parseInt(expected, 10) || 0) + 1;
    const hash = createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 12);
    if (expected.endsWith(`-${hash}`)) {
      const same = await this.sound(expected);
      if (same !== undefined) return same;
    }
    const next = { version: `${sequence}-${hash}`, at: this.clock().toISOString(), by, rules };
    const current = await this.stored.replace(next, expected);
    if (current !== undefined) {
      throw new AlongsideError(
        'rules-changed',
        `The rules are by now those of version ${current}, not ${expected}. Read them again, and set them from there.`,
        { expected, current },
      );
    }
    this.document.drop();
    return next;
  }

  /** The latest documents without their rules, newest first; `cursor` is the `nextCursor` of the page before. */
  history(limit: number, cursor?: string): Promise<RuleHistoryPage> {
    return this.stored.page(limit, cursor);
  }

  /**
   * A document of the history.
   *
   * @throws AlongsideError `unknown-rules-version` where it never was, or is no longer kept
   */
  async at(version: string): Promise<RuleVersion> {
    const found = await this.stored.at(version);
    if (found !== undefined) return found;
    throw new AlongsideError(
      'unknown-rules-version',
      `The history of the rules has no version "${version}", or does not keep it any more.`,
      { version },
    );
  }

  /** The current document, if it is of this version and whole. */
  private async sound(version: string): Promise<RuleVersion | undefined> {
    try {
      const current = await this.stored.current();
      return current?.version === version ? current : undefined;
    } catch (error) {
      if (error instanceof AlongsideError && error.code === 'rules-corrupt') return undefined;
      throw error;
    }
  }

  private scheduled(document: RuleVersion): RulesInForce {
    const moment = this.clock().getTime();
    if (this.schedule?.document !== document || moment >= this.schedule.inForce.until) {
      const version = document.version === NO_RULES ? null : document.version;
      this.schedule = { document, inForce: rulesInForce({ version, rules: document.rules }, moment) };
    }
    return this.schedule.inForce;
  }
}
