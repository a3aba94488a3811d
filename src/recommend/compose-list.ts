import { mergeCandidates, type WeightedList } from './merge-candidates.js';
import { PolicyFilter, type CategoryPolicy } from './policy.js';

/** Where an item came from: the product's own evidence and network, its category's, or what sells elsewhere. */
export type ItemSource = 'graph' | 'category' | 'popular';

export interface ComposedItem {
  readonly product: number;
  readonly category: number;
  readonly score: number;
  readonly source: ItemSource;
  /** The product of the question that the item goes with, -1 for a popular one. */
  readonly because: number;
  readonly together: number;
  readonly people: number;
  readonly through: number;
}

/** A basket and all that may answer it. */
export interface ListRequest {
  /** The products asked about: neither they nor products of their categories are shown. */
  readonly basket: readonly { readonly product: number; readonly category: number }[];
  /** What else is never shown, others of their categories being free: what the customer has. */
  readonly hidden?: readonly number[];
  /** Ready-made lists of the products that answer and have one; the graph's go before the category's. */
  readonly lists: readonly WeightedList[];
  /** Lists of the categories of the basket's products, for cold products and short lists. */
  readonly categoryLists: readonly WeightedList[];
  /** Most bought products over all categories, best first. */
  readonly popular: Int32Array;
  readonly categoryOf: Int32Array;
  readonly policy: CategoryPolicy;
  readonly limit: number;
}

/**
 * One list: the graph's candidates first, then what goes with the category, then what is popular in other categories.
 *
 * Never empty while any category that the policy admits has a product. Scores fall along the list: an item of a later
 * source is scored below the last of the one before.
 */
export function composeList(request: ListRequest): ComposedItem[] {
  const { basket, hidden = [], policy, limit } = request;
  const filter = new PolicyFilter(
    policy,
    [...basket.map(({ product }) => product), ...hidden],
    basket.map(({ category }) => category),
  );
  const items: ComposedItem[] = [];
  const add = (source: ItemSource, candidates: Iterable<Omit<ComposedItem, 'source'>>): void => {
    const ceiling = items.at(-1)?.score;
    let scale: number | undefined;
    for (const candidate of candidates) {
      if (items.length >= limit) return;
      if (!filter.take(candidate.product, candidate.category)) continue;
      scale ??= ceiling === undefined || candidate.score <= 0 ? 1 : Math.min(1, ceiling / candidate.score);
      // Rounding could lift score · (ceiling / score) above the ceiling.
      items.push({ ...candidate, score: Math.min(candidate.score * scale, ceiling ?? Infinity), source });
    }
  };
  const own = (source: ItemSource): typeof request.lists => request.lists.filter(({ list }) => list.source === source);
  add('graph', mergeCandidates(own('graph')));
  if (items.length < limit) add('category', mergeCandidates(own('category')));
  if (items.length < limit) add('category', mergeCandidates(request.categoryLists));
  if (items.length < limit) add('popular', popularCandidates(request));
  return items;
}

function* popularCandidates({ popular, categoryOf }: ListRequest): Generator<Omit<ComposedItem, 'source'>> {
  for (let rank = 0; rank < popular.length; rank++) {
    const product = popular[rank];
    yield {
      product,
      category: categoryOf[product],
      score: 1 / (rank + 2),
      because: -1,
      together: 0,
      people: 0,
      through: -1,
    };
  }
}
