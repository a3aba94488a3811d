import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { AlongsideError, RefreshedValue } from '../../core/index.js';
import { ruleDocumentSchema, type RuleDocument } from './rule-document.js';
import { rulesInForce, type RulesInForce } from './rule-schedule.js';

/** The braces put all of them on one node of a Redis Cluster. */
const VERSION_KEY = 'alongside:{rules}:version';
const CURRENT_KEY = 'alongside:{rules}:current';
const HISTORY_KEY = 'alongside:{rules}:history';

/** Names the empty document that stands before the first one. */
const NO_RULES = '0';

/** A document as it was set: which, when and by whom. */
const ruleVersionSchema = z.object({
  version: z.string().describe('A running number and a hash of the content.'),
  at: z.iso.datetime(),
  by: z.string().describe('The key that set it, or the user of the command line.'),
  rules: ruleDocumentSchema.shape.rules,
});
export const ruleVersionAnswerSchema = ruleVersionSchema
  .extend({ at: z.iso.datetime().nullable(), by: z.string().nullable() })
  .meta({ id: 'RuleVersion' });
export type RuleVersion = z.output<typeof ruleVersionAnswerSchema>;

/**
 * Replaces the document if it is still the expected version, and notes it in the history, in one step.
 * Answers nothing, or the version that stands in the way. Keys: version, current, history. Arguments: expected version, new version, the new document as JSON.
 */
const REPLACE = `
local current = redis.call('GET', KEYS[1]) or '${NO_RULES}'
if current ~= ARGV[1] then return current end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('SET', KEYS[2], ARGV[3])
redis.call('XADD', KEYS[3], '*', 'document', ARGV[3])
return false`;

export interface RuleBookOptions {
  readonly clock: () => Date;
  /**
   * Milliseconds for which an answer of Redis about the current version is believed; 0 asks each time. For as long again it
   * holds while Redis is asked anew, so that under load no request waits for that.
   */
  readonly believeFor?: number;
  /** Milliseconds by a clock that never goes back. */
  readonly now?: () => number;
}

/** A shop's rules in Redis: the current document, and every one that ever was with who set it and when. */
export class RuleBook {
  private readonly clock: () => Date;
  private readonly document: RefreshedValue<RuleVersion>;
  private schedule: { readonly document: RuleVersion; readonly inForce: RulesInForce } | undefined;

  constructor(
    private readonly redis: Redis,
    { clock, believeFor = 0, now }: RuleBookOptions,
  ) {
    this.clock = clock;
    this.document = new RefreshedValue(() => this.current(), {
      freshFor: believeFor,
      staleFor: believeFor,
      ...(now === undefined ? {} : { now }),
    });
  }

  /** The rules that hold now. A change by another process is seen two times `believeFor` milliseconds later at most. */
  inForce(): RulesInForce | Promise<RulesInForce> {
    const document = this.document.get();
    return document instanceof Promise ? document.then((read) => this.scheduled(read)) : this.scheduled(document);
  }

  /** The current document; an empty one of version 0 before the first. */
  async current(): Promise<RuleVersion> {
    const version = (await this.redis.get(VERSION_KEY)) ?? NO_RULES;
    const { last } = this.document;
    if (last?.version === version) return last;
    const text = await this.redis.get(CURRENT_KEY);
    return text === null ? { version: NO_RULES, at: null, by: null, rules: [] } : parse(text, CURRENT_KEY);
  }

  /**
   * Sets the document in the place of the one that the caller knows.
   *
   * @throws AlongsideError `rules-changed` where another one is current by now
   */
  async replace(document: RuleDocument, expected: string, by: string): Promise<RuleVersion> {
    const { rules } = document;
    const sequence = Number.parseInt(expected, 10) + 1;
    const hash = createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 12);
    const next = { version: `${sequence}-${hash}`, at: this.clock().toISOString(), by, rules };
    const current = (await this.redis.eval(
      REPLACE,
      3,
      VERSION_KEY,
      CURRENT_KEY,
      HISTORY_KEY,
      expected,
      next.version,
      JSON.stringify(next),
    )) as string | null;
    if (current !== null) {
      throw new AlongsideError(
        'rules-changed',
        `The rules are by now those of version ${current}, not ${expected}. Read them again, and set them from there.`,
        { expected, current },
      );
    }
    this.document.drop();
    return next;
  }

  /** The latest documents, newest first. */
  async history(limit: number): Promise<RuleVersion[]> {
    const entries = await this.redis.xrevrange(HISTORY_KEY, '+', '-', 'COUNT', limit);
    return entries.map(([entry, [, document]]) => parse(document, `${HISTORY_KEY} ${entry}`));
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

function parse(text: string, where: string): RuleVersion {
  try {
    return ruleVersionSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AlongsideError(
      'rules-corrupt',
      `The rules in ${where} are damaged. Set them anew with "alongside rules set FILE".`,
      { where },
      { cause },
    );
  }
}
