import { createHash } from 'node:crypto';
import { AlongsideError } from '../kernel/index.js';
import { pathToRoot } from '../adjacency/index.js';
import { MIN_PEOPLE, composeList, type ComposedItem } from '../recommend/index.js';
import type { CandidateList, LiveSnapshot, ProductCard, SnapshotReader } from '../snapshots/index.js';
import type { AnsweredItem, AnsweredList } from './answer.js';
import { itemReason } from './item-reason.js';
import { policyOf, type ListQuery } from './query.js';
import { questionOf, type AskedProduct, type Question } from './question.js';

/** Answers "bought these, also consider": reads candidates and cards of the live snapshot, composes, explains. */
export class ListService {
  /** @param minPeople below how many people a count is not told */
  constructor(
    private readonly live: LiveSnapshot,
    private readonly minPeople: number = MIN_PEOPLE,
  ) {}

  /**
   * The list for a basket, a customer, or both. Reads one snapshot throughout. A customer that it does not know is answered
   * as nobody in particular: what goes with the basket, or what is popular.
   *
   * @throws AlongsideError `unknown-product` where products are named and the snapshot knows none; `no-snapshot`
   */
  async answer(query: ListQuery): Promise<AnsweredList> {
    const snapshot = await this.live.current();
    const question = await questionOf(snapshot, query);
    if (question.basket.length === 0 && query.products.length > 0) {
      throw new AlongsideError(
        'unknown-product',
        `The shop has no product "${query.products.join('", "')}", or it came after the last "alongside embed".`,
        { products: query.products },
      );
    }
    const items = await composeFor(snapshot, question, query);
    return {
      recommendationId: recommendationId(snapshot.manifest.id, query),
      model: snapshot.manifest.model.id,
      snapshot: snapshot.manifest.id,
      source: items[0]?.source ?? 'popular',
      unknown: question.unknown,
      items: await describe(snapshot, question, items, this.minPeople),
    };
  }
}

/** The composed items, still by number. Category lists are read only where the products' own do not fill the list. */
async function composeFor(
  snapshot: SnapshotReader,
  { basket, hidden, weighed }: Question,
  query: ListQuery,
): Promise<ComposedItem[]> {
  const { shared, manifest } = snapshot;
  const own = await snapshot.lists(weighed.map(({ product }) => product));
  const lists = weighed.flatMap(({ product, weight }, i) => {
    const list = own[i];
    return list === undefined ? [] : [{ product, list, weight }];
  });
  const request = {
    basket,
    hidden,
    lists,
    categoryLists: [],
    popular: shared.popular,
    categoryOf: shared.categoryOf,
    policy: policyOf(query, shared, manifest.level),
    limit: query.limit,
  };
  const items = composeList(request);
  if (items.length === query.limit && items.every(({ source }) => source === 'graph')) return items;
  return composeList({ ...request, categoryLists: await categoryListsFor(snapshot, basket) });
}

/** For each product, the list of its category, or of the nearest ancestor that has one. */
async function categoryListsFor(
  snapshot: SnapshotReader,
  basket: readonly AskedProduct[],
): Promise<{ product: number; list: CandidateList }[]> {
  const paths = basket.map(({ category }) => pathToRoot(snapshot.shared.categories, category));
  const wanted = [...new Set(paths.flat())];
  const found = await snapshot.categoryLists(wanted);
  const byCategory = new Map(wanted.map((category, i) => [category, found[i]]));
  return basket.flatMap(({ product }, i) => {
    const list = paths[i].map((category) => byCategory.get(category)).find((candidates) => candidates !== undefined);
    return list === undefined ? [] : [{ product, list }];
  });
}

/** Adds titles and reasons. */
async function describe(
  snapshot: SnapshotReader,
  { weighed }: Question,
  items: readonly ComposedItem[],
  minPeople: number,
): Promise<AnsweredItem[]> {
  const { shared, manifest } = snapshot;
  const named = new Set<number>();
  for (const item of items) {
    for (const product of [item.product, item.because, item.through]) if (product >= 0) named.add(product);
  }
  const numbers = [...named];
  const cards = new Map<number, ProductCard>();
  (await snapshot.cards(numbers)).forEach((card, i) => cards.set(numbers[i], card));
  const context = {
    shared,
    manifest,
    cardOf: (product: number) => cards.get(product),
    nameBecause: weighed.length > 1,
    minPeople,
  };
  return items.map((item, i) => {
    const card = cards.get(item.product);
    return {
      productId: card?.id ?? '',
      title: card?.title ?? '',
      categoryId: shared.categories.ids[item.category],
      score: item.score,
      rank: i + 1,
      ...itemReason(item, context),
    };
  });
}

function recommendationId(snapshot: string, query: ListQuery): string {
  return createHash('sha256')
    .update(JSON.stringify([snapshot, query]))
    .digest('base64url')
    .slice(0, 22);
}
