import { AlongsideError } from '../../core/index.js';
import { MIN_PEOPLE, TELL_ALL } from '../../ranking/explain/index.js';
import type { RulesInForce } from '../rules/index.js';
import { isSnapshotGone, type Snapshot } from '../../storage/redis/index.js';
import type { AnsweredList } from './answer.js';
import { AnswerCache, type AskedQuestion } from './answer-cache.js';
import { askAhead } from './ask-ahead.js';
import { decodeCursor } from './cursor.js';
import { ListComposer, type PageStart } from './list-composer.js';
import { NO_EVENTS, type EventSource, type NewestEvents } from './newest-events.js';
import type { ListQuery } from './query.js';
import { questionName, requestText, shortHash, type AskedVersion } from './request-version.js';

/** What is asked ahead of a new snapshot: it goes live that much later at most. */
const AHEAD = { questions: 5000, milliseconds: 10_000 };

/** Questions of one call that are answered at a time. */
const TOGETHER = 10;

/** Where lists come from: the live snapshot, and earlier ones that readers page through still. */
export interface Snapshots {
  current(): Snapshot | Promise<Snapshot>;
  /** Throws `snapshot-missing` when it is gone. */
  at(id: string): Promise<Snapshot>;
}

/** The merchant's rules as they hold now. */
export interface RuleSource {
  inForce(): RulesInForce | Promise<RulesInForce>;
}

export interface ListServiceOptions {
  readonly rules?: RuleSource;
  /** Customers' newest events; without, a customer is what the snapshot knows. */
  readonly events?: EventSource;
  /** Below how many people a count is suppressed, but for those who may see exact numbers. */
  readonly minPeople?: number;
}

/** Who asks. */
export interface Asking {
  /** Whether numbers are told as they are, however few people stand behind them: to the shop's own people. */
  readonly exact?: boolean;
}

/** What is known of a request beside its question. */
export interface ReplyOptions extends Asking {
  /** `queryText` of the question, where it is at hand. */
  readonly text?: string;
  /** Answers from this snapshot; from the live one, if left out. */
  readonly at?: Snapshot;
  /** Whether the client has the answer with this entity tag; left out: it has none. */
  readonly knows?: (etag: string) => boolean;
}

/** An answer as text, ready to be sent. */
export interface ListReply {
  /** Strong: names snapshot, rules, request, and which counts are told. */
  readonly etag: string;
  /** JSON of the list; undefined where the client has it already. */
  readonly text: string | Buffer | undefined;
  readonly source: AnsweredList['source'] | undefined;
  /** Whether the answer cache had it, or the client. */
  readonly cached: boolean;
}

const noEvents: EventSource = { newest: () => Promise.resolve(NO_EVENTS) };

const noRules: RuleSource = { inForce: () => ({ version: null, state: '', rules: [], until: Infinity }) };

/**
 * Answers "bought these, also consider": finds the snapshot and the rules that a request stands on, and the answer, from
 * the cache or composed anew. Equal requests on the same snapshot and rules get equal bytes.
 */
export class ListService {
  private readonly rules: RuleSource;
  private readonly minPeople: number;
  private readonly events: EventSource;
  private readonly composer = new ListComposer();
  private readonly answers = new AnswerCache();
  private ahead = 0;

  constructor(
    private readonly snapshots: Snapshots,
    { rules = noRules, minPeople = MIN_PEOPLE, events = noEvents }: ListServiceOptions = {},
  ) {
    this.rules = rules;
    this.events = events;
    this.minPeople = minPeople;
  }

  /** Answers made so far before anyone asked for them. */
  get answeredAhead(): number {
    return this.ahead;
  }

  /**
   * The list for a basket, a customer, or both. Reads one snapshot throughout. A customer that it does not know is answered
   * as nobody in particular: what goes with the basket, or what is popular.
   *
   * @throws AlongsideError `unknown-product` where products are named and the snapshot knows none; `unknown-category`,
   *   `unknown-brand`, `invalid-cursor`, `cursor-expired`, `no-snapshot`
   */
  async answer(query: ListQuery, asking: Asking = {}): Promise<AnsweredList> {
    const start = await this.startOf(query, await this.now(asking));
    return this.answerAt(start, query, shortHash(requestText(start, query)));
  }

  /**
   * The same as JSON. With a cursor-free question that was answered before nothing is read, nor where the client has it.
   */
  reply(query: ListQuery, options: ReplyOptions = {}): ListReply | Promise<ListReply> {
    const snapshot = options.at ?? this.snapshots.current();
    const rules = this.rules.inForce();
    const minPeople = this.minPeopleFor(options);
    // Nothing to wait for: a promise would cost more than the cached answer.
    if (
      query.cursor === undefined &&
      !isOfCustomer(query) &&
      !(snapshot instanceof Promise) &&
      !(rules instanceof Promise)
    ) {
      return this.replyAt({ snapshot, rules, minPeople, from: 0 }, query, options);
    }
    return Promise.all([snapshot, rules]).then(async (now) =>
      this.replyAt(await this.startOf(query, { snapshot: now[0], rules: now[1], minPeople }), query, options),
    );
  }

  /**
   * Answers several questions from one snapshot, each with its reply or with what is wrong with it.
   * Each that would go beyond `mostBytes`, of all lists together, is answered `answer-too-large`.
   */
  async replies(
    queries: readonly ListQuery[],
    { mostBytes = Infinity, ...asking }: Asking & { readonly mostBytes?: number } = {},
  ): Promise<(ListReply | AlongsideError)[]> {
    const now = await this.now(asking);
    const replies: (ListReply | AlongsideError)[] = [];
    let left = mostBytes;
    for (let from = 0; from < queries.length; from += TOGETHER) {
      const asked = queries.slice(from, from + TOGETHER);
      // What has no room is not made: a few long titles, and a hundred lists would not fit in memory.
      const made =
        left <= 0 ? asked.map(noRoom) : await Promise.all(asked.map((query) => this.replyOrFault(query, now)));
      for (const reply of made) {
        left -= 'text' in reply ? Buffer.byteLength(reply.text ?? '') : 0;
        replies.push(left < 0 && 'text' in reply ? noRoom() : reply);
      }
    }
    return replies;
  }

  private async replyOrFault(query: ListQuery, now: AskedVersion): Promise<ListReply | AlongsideError> {
    try {
      return await this.replyAt(await this.startOf(query, now), query, {});
    } catch (error) {
      // A snapshot that is gone is the fault of no question: all are asked of the one in its place.
      if (error instanceof AlongsideError && error.code !== 'snapshot-missing') return error;
      throw error;
    }
  }

  /** Fills the cache with answers of a snapshot that is about to be live: to what was asked again of the one before. */
  async prepare(next: Snapshot, before: Snapshot): Promise<void> {
    const rules = await this.rules.inForce();
    const asked = this.answers.askedAgain({ snapshot: before, rules }, AHEAD.questions);
    const answer = ({ query, minPeople }: AskedQuestion): Promise<ListReply> => {
      const start = { snapshot: next, rules, minPeople, from: 0 };
      const request = requestText(start, query);
      return this.newReplyAt(start, query, request, shortHash(request));
    };
    this.ahead += await askAhead(asked, answer, AHEAD);
  }

  private replyAt(
    start: PageStart,
    query: ListQuery,
    { text: question, knows = () => false }: ReplyOptions,
  ): ListReply | Promise<ListReply> {
    const request = requestText(start, query, question);
    const cached = this.answers.get(request);
    if (cached === undefined) {
      const id = shortHash(request);
      return knows(tagOf(id)) ? alreadyKnown(tagOf(id)) : this.newReplyAt(start, query, request, id);
    }
    const { etag, text, source } = cached;
    return knows(etag) ? alreadyKnown(etag) : { etag, text, source, cached: true };
  }

  private async newReplyAt(start: PageStart, query: ListQuery, request: string, id: string): Promise<ListReply> {
    const list = await this.answerAt(start, query, id);
    const answer = { etag: tagOf(id), text: JSON.stringify(list), source: list.source };
    this.answers.set(request, start, answer);
    return { ...answer, cached: false };
  }

  private minPeopleFor({ exact = false }: Asking): number {
    return exact ? TELL_ALL : this.minPeople;
  }

  private async now(asking: Asking): Promise<AskedVersion> {
    const minPeople = this.minPeopleFor(asking);
    return { snapshot: await this.snapshots.current(), rules: await this.rules.inForce(), minPeople };
  }

  /** A page stays with the snapshot, the rules and the customer's events that its list began with. */
  private async startOf(query: ListQuery, now: AskedVersion): Promise<PageStart> {
    if (query.cursor === undefined) return { ...now, events: await this.eventsOf(query), from: 0 };
    const cursor = decodeCursor(query.cursor, questionName(query));
    if (cursor.rules !== now.rules.state) throw expired("the shop's rules have changed");
    const events = await this.eventsOf(query, cursor.events);
    if (events === undefined) throw expired('the customer did too much since');
    const from = cursor.position;
    if (cursor.snapshot === now.snapshot.manifest.id) return { ...now, events, from };
    return { ...now, events, snapshot: await orExpired(this.snapshots.at(cursor.snapshot)), from };
  }

  private async eventsOf(query: ListQuery, watermark?: string): Promise<NewestEvents | undefined> {
    const { user } = query;
    return user === undefined || !isOfCustomer(query) ? NO_EVENTS : this.events.newest(user, watermark);
  }

  private async answerAt(start: PageStart, query: ListQuery, id: string): Promise<AnsweredList> {
    if (query.cursor === undefined) return this.composer.compose(start, query, id);
    try {
      return await this.composer.compose(start, query, id);
    } finally {
      // Parts that expired while they were read look like products without lists, or like damage.
      await orExpired(start.snapshot.assertWhole());
    }
  }
}

/** Whether what a customer does changes the answer: a history that is sent along stands in the place of all that is known. */
function isOfCustomer({ user, history }: ListQuery): boolean {
  return user !== undefined && history === undefined;
}

function noRoom(): AlongsideError {
  return new AlongsideError(
    'answer-too-large',
    'The lists before this one fill the answer. Ask this one in another call.',
  );
}

/** The strong entity tag of an answer. */
function tagOf(id: string): string {
  return `"${id}"`;
}

function alreadyKnown(etag: string): ListReply {
  return { etag, text: undefined, source: undefined, cached: true };
}

async function orExpired<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (isSnapshotGone(error)) throw expired('its snapshot is gone');
    throw error;
  }
}

function expired(why: string): AlongsideError {
  return new AlongsideError('cursor-expired', `The list cannot be continued: ${why}. Ask again without a cursor.`);
}
