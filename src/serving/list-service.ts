import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { AlongsideError } from '../kernel/index.js';
import { MIN_PEOPLE, type ComposedItem } from '../recommend/index.js';
import { CompiledRules, type RulesInForce } from '../rules/index.js';
import type { Snapshot } from '../snapshots/index.js';
import type { AnsweredItem, AnsweredList } from './answer.js';
import { CatalogueIndex } from './catalogue-index.js';
import { composeAnswer, type AnswerParts } from './compose-answer.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { describeItems } from './describe-items.js';
import { queryText, type ItemField, type ListQuery } from './query.js';
import { questionOf } from './question.js';

/** Bytes of answers that are kept for requests that come again: at about 4 kB a list, some 16,000. */
const KEPT_BYTES = 64 * 1024 * 1024;
/** Items of lists that readers page through, all together; some 100 bytes each. */
const KEPT_ITEMS = 200_000;

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
  /** Below how many people a count is not told. */
  readonly minPeople?: number;
}

/** An answer as text, ready to be sent. */
export interface ListReply {
  /** Strong: names snapshot, rules and request. */
  readonly etag: string;
  /** JSON of the list; undefined where the client has it already. */
  readonly text: string | undefined;
  readonly source: AnsweredList['source'] | undefined;
  /** Whether it was at hand. */
  readonly kept: boolean;
}

/** The snapshot and the rules that one request is answered by. */
interface Place {
  readonly snapshot: Snapshot;
  readonly rules: RulesInForce;
  /** Items before the page. */
  readonly from: number;
}

interface KeptAnswer {
  readonly etag: string;
  readonly text: string;
  readonly source: AnsweredList['source'];
}

const noRules: RuleSource = { inForce: () => ({ version: null, state: '', rules: [], until: Infinity }) };

/**
 * Answers "bought these, also consider": reads candidates and cards of a snapshot, composes, explains.
 *
 * Equal requests on the same snapshot and rules get equal bytes, which are kept while there is room.
 */
export class ListService {
  private readonly rules: RuleSource;
  private readonly minPeople: number;
  private readonly answers = new LRUCache<string, KeptAnswer>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ text }, key) => heapBytes(text) + heapBytes(key) + 500,
  });
  private readonly pages = new LRUCache<string, { readonly items: readonly ComposedItem[]; readonly whole: boolean }>({
    maxSize: KEPT_ITEMS,
    sizeCalculation: ({ items }) => items.length + 1,
  });
  private readonly names = new WeakMap<
    ListQuery,
    { readonly snapshot: string; readonly state: string; readonly text: string }
  >();
  private readonly indexes = new WeakMap<Snapshot, CatalogueIndex>();
  private readonly compiled = new WeakMap<
    Snapshot,
    { readonly state: string; readonly rules: Promise<CompiledRules> }
  >();

  constructor(
    private readonly snapshots: Snapshots,
    { rules = noRules, minPeople = MIN_PEOPLE }: ListServiceOptions = {},
  ) {
    this.rules = rules;
    this.minPeople = minPeople;
  }

  /**
   * The list for a basket, a customer, or both. Reads one snapshot throughout. A customer that it does not know is answered
   * as nobody in particular: what goes with the basket, or what is popular.
   *
   * @throws AlongsideError `unknown-product` where products are named and the snapshot knows none; `unknown-category`,
   *   `unknown-brand`, `invalid-cursor`, `cursor-expired`, `no-snapshot`
   */
  async answer(query: ListQuery): Promise<AnsweredList> {
    const place = await this.placeOf(query, await this.now());
    return this.answerAt(place, query, hash(requestText(place, query)));
  }

  /**
   * The same as JSON. With a cursor-free question that was answered before nothing is read, nor where the client has it.
   *
   * @param knows whether the client has the answer with this entity tag
   */
  reply(query: ListQuery, knows: (etag: string) => boolean = () => false): ListReply | Promise<ListReply> {
    const snapshot = this.snapshots.current();
    const rules = this.rules.inForce();
    // Nothing to wait for: a promise would cost more than the kept answer.
    if (query.cursor === undefined && !(snapshot instanceof Promise) && !(rules instanceof Promise)) {
      return this.replyAt({ snapshot, rules, from: 0 }, query, knows);
    }
    return Promise.all([snapshot, rules]).then(async (now) =>
      this.replyAt(await this.placeOf(query, { snapshot: now[0], rules: now[1] }), query, knows),
    );
  }

  /** Answers several questions from one snapshot, each with its reply or with what is wrong with it. */
  async replies(queries: readonly ListQuery[]): Promise<(ListReply | AlongsideError)[]> {
    const now = await this.now();
    return Promise.all(
      queries.map(async (query) => {
        try {
          return await this.replyAt(await this.placeOf(query, now), query, () => false);
        } catch (error) {
          if (error instanceof AlongsideError) return error;
          throw error;
        }
      }),
    );
  }

  /** `requestText`, kept with a question that is put again as the same object. */
  private nameOf(place: Place, query: ListQuery): string {
    const named = this.names.get(query);
    if (named?.snapshot === place.snapshot.manifest.id && named.state === place.rules.state) return named.text;
    const text = requestText(place, query);
    this.names.set(query, { snapshot: place.snapshot.manifest.id, state: place.rules.state, text });
    return text;
  }

  private replyAt(place: Place, query: ListQuery, knows: (etag: string) => boolean): ListReply | Promise<ListReply> {
    const key = this.nameOf(place, query);
    const kept = this.answers.get(key);
    const etag = kept?.etag ?? `"${hash(key)}"`;
    if (knows(etag)) return { etag, text: undefined, source: undefined, kept: true };
    return kept === undefined ? this.newReplyAt(place, query, key) : { ...kept, kept: true };
  }

  private async newReplyAt(place: Place, query: ListQuery, key: string): Promise<ListReply> {
    const id = hash(key);
    const list = await this.answerAt(place, query, id);
    const answer = { etag: `"${id}"`, text: JSON.stringify(list), source: list.source };
    this.answers.set(key, answer);
    return { ...answer, kept: false };
  }

  private async now(): Promise<Omit<Place, 'from'>> {
    return { snapshot: await this.snapshots.current(), rules: await this.rules.inForce() };
  }

  /** A page stays with the snapshot and the rules that its list began with. */
  private async placeOf(query: ListQuery, now: Omit<Place, 'from'>): Promise<Place> {
    if (query.cursor === undefined) return { ...now, from: 0 };
    const cursor = decodeCursor(query.cursor, questionName(query));
    if (cursor.rules !== now.rules.state) throw expired("the shop's rules have changed");
    const from = cursor.position;
    if (cursor.snapshot === now.snapshot.manifest.id) return { ...now, from };
    return { snapshot: await orExpired(this.snapshots.at(cursor.snapshot)), rules: now.rules, from };
  }

  private async answerAt(place: Place, query: ListQuery, id: string): Promise<AnsweredList> {
    if (query.cursor === undefined) return this.composeAt(place, query, id);
    try {
      return await this.composeAt(place, query, id);
    } finally {
      // Parts that expired while they were read look like products without lists, or like damage.
      await orExpired(place.snapshot.assertWhole());
    }
  }

  private async composeAt(place: Place, query: ListQuery, id: string): Promise<AnsweredList> {
    const { snapshot, rules, from } = place;
    const question = await questionOf(snapshot, query);
    if (question.basket.length === 0 && query.products.length > 0) {
      throw new AlongsideError(
        'unknown-product',
        `The shop has no product "${query.products.join('", "')}", or it came after the last "alongside embed".`,
        { products: query.products },
      );
    }
    const name = questionName(query);
    const asked = [...question.weighed, ...question.basket].map(({ product }) => product);
    const ruling = (await this.compiledFor(snapshot, rules)).answer(asked);
    const parts = { snapshot, index: this.indexOf(snapshot), query, question, rules: ruling };
    const items = await this.firstItems({ ...parts, name: `${snapshot.manifest.id} ${name}` }, place, query.limit);
    const end = from + query.limit;
    const described = await describeItems(snapshot, question, items.slice(from, end), {
      minPeople: this.minPeople,
      rules: ruling,
      before: from,
    });
    return {
      recommendationId: id,
      model: snapshot.manifest.model.id,
      snapshot: snapshot.manifest.id,
      rulesVersion: rules.version,
      source: listSource(items),
      unknown: question.unknown,
      nextCursor:
        items.length > end
          ? encodeCursor({ snapshot: snapshot.manifest.id, rules: rules.state, question: name, position: end })
          : null,
      items: query.fields === undefined ? described : described.map((item) => sparse(item, query.fields ?? [])),
    };
  }

  /** At least one item more than the page needs, where there are so many; for later pages twice as many, which are kept. */
  private async firstItems(
    parts: AnswerParts,
    { from, rules }: Place,
    limit: number,
  ): Promise<readonly ComposedItem[]> {
    const needed = from + limit + 1;
    if (from === 0) return composeAnswer(parts, needed);
    const key = `${parts.name} ${rules.state}`;
    const kept = this.pages.get(key);
    if (kept !== undefined && (kept.whole || kept.items.length >= needed)) return kept.items;
    const items = await composeAnswer(parts, 2 * needed);
    this.pages.set(key, { items, whole: items.length < 2 * needed });
    return items;
  }

  private indexOf(snapshot: Snapshot): CatalogueIndex {
    let index = this.indexes.get(snapshot);
    if (index === undefined) {
      this.indexes.set(snapshot, (index = new CatalogueIndex(snapshot.shared, snapshot.manifest.level)));
    }
    return index;
  }

  private compiledFor(snapshot: Snapshot, { state, rules }: RulesInForce): Promise<CompiledRules> {
    const known = this.compiled.get(snapshot);
    if (known?.state === state) return known.rules;
    const compiled = CompiledRules.of(rules, snapshot);
    this.compiled.set(snapshot, { state, rules: compiled });
    compiled.catch(() => this.compiled.delete(snapshot));
    return compiled;
  }
}

/** How a list begins, pins aside. */
function listSource(items: readonly ComposedItem[]): AnsweredList['source'] {
  for (const { source } of items) if (source !== 'pinned') return source === 'nearest' ? 'graph' : source;
  return 'popular';
}

function sparse(item: AnsweredItem, fields: readonly ItemField[]): AnsweredItem {
  const wanted = new Set<string>(['productId', ...fields]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => wanted.has(name))) as unknown as AnsweredItem;
}

async function orExpired<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AlongsideError && error.code === 'snapshot-missing') throw expired('its snapshot is gone');
    throw error;
  }
}

function expired(why: string): AlongsideError {
  return new AlongsideError('cursor-expired', `The list cannot be continued: ${why}. Ask again without a cursor.`);
}

/** Names a question, page and fields aside. */
function questionName(query: ListQuery): string {
  return hash(queryText({ ...query, cursor: undefined, limit: undefined, fields: undefined }));
}

/** All that decides an answer; its hash is the answer's recommendation id and entity tag. */
function requestText({ snapshot, rules }: Place, query: ListQuery): string {
  return `${snapshot.manifest.id} ${rules.state} ${queryText(query)}`;
}

/** What a text takes in memory: a byte a character where all are ASCII, else two at most. */
function heapBytes(text: string): number {
  return Buffer.byteLength(text) === text.length ? text.length : 2 * text.length;
}

/** 132 bits of SHA-256. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
