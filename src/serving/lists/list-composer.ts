import { AlongsideError } from '../../core/index.js';
import type { ComposedItem } from '../../ranking/lists/index.js';
import { CompiledRules, type RulesInForce } from '../rules/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
import type { AnsweredItem, AnsweredList } from './answer.js';
import { CatalogueIndex } from './catalogue-index.js';
import { composeAnswer } from './compose-answer.js';
import { encodeCursor } from './cursor.js';
import { describeItems } from './describe-items.js';
import { KeptPages } from './kept-pages.js';
import type { ItemField, ListQuery } from './query.js';
import { questionOf } from './question.js';
import { questionName, type RequestVersion } from './request-name.js';

/** Where a page of a list stands. */
export interface Place extends RequestVersion {
  /** Items before the page. */
  readonly from: number;
}

/** Makes lists: reads candidates and cards of a snapshot, composes, explains. */
export class ListComposer {
  private readonly pages = new KeptPages();
  private readonly indexes = new WeakMap<Snapshot, CatalogueIndex>();
  private readonly compiled = new WeakMap<
    Snapshot,
    { readonly state: string; readonly rules: Promise<CompiledRules> }
  >();

  /** @param minPeople below how many people a count is not told */
  constructor(private readonly minPeople: number) {}

  /**
   * One page of the list for a question.
   *
   * @param id the recommendation id that the answer gets
   * @throws AlongsideError `unknown-product` where products are named and the snapshot knows none; `unknown-category`,
   *   `unknown-brand`
   */
  async compose(place: Place, query: ListQuery, id: string): Promise<AnsweredList> {
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
    const list = `${snapshot.manifest.id} ${name}`;
    const parts = { snapshot, index: this.indexOf(snapshot), query, question, name: list, rules: ruling };
    const end = from + query.limit;
    // One more than the page shows, to know whether the list goes on.
    const items =
      from === 0
        ? await composeAnswer(parts, end + 1)
        : await this.pages.first(`${list} ${rules.state}`, end + 1, (limit) => composeAnswer(parts, limit));
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
