import { byFallingValue } from '../../../core/numerics/index.js';
import { ofNearest, pathToRoot, subtrees } from '../../../shop/index.js';
import type { Catalogue } from '../../../shop/index.js';
import { ProductRanker } from '../../reranking/index.js';
import type { MerchantRelation, PriorContext, RankingInputs } from '../../candidates/index.js';
import type { CandidateList } from '../../types.js';

const NONE: readonly MerchantRelation[] = [];

/** Marks the categories of which something is known: their products were bought along with others, or a merchant related them. */
export function informedCategories(
  { products, categories }: Catalogue,
  mass: Float64Array,
  relations: readonly (readonly MerchantRelation[])[],
): Uint8Array {
  const informed = Uint8Array.from(categories.ids, (_, category) => (relations[category].length > 0 ? 1 : 0));
  products.categories.forEach((category, product) => {
    if (category >= 0 && mass[product] > 0) informed[category] = 1;
  });
  return informed;
}

/** Products to list for themselves: by their own evidence, or by what is known of their category. */
export function listedProducts({ products }: Catalogue, mass: Float64Array, informed: Uint8Array): Int32Array {
  return Int32Array.from(
    [...mass.keys()].filter((product) => mass[product] > 0 || informed[products.categories[product]] === 1),
  );
}

/** For each category, what merchants set beside it or any category above it, spread over what lies under the related one. Categories that have the same ones share one array. */
export function relationsByCategory({ categories, relations }: Catalogue): (readonly MerchantRelation[])[] {
  const own = new Map<number, MerchantRelation[]>();
  for (const { category, related, weight } of relations) {
    own.set(category, [...(own.get(category) ?? []), { related, weight }]);
  }
  const under = new Map<number, readonly number[]>();
  const rows = new Map<number, readonly MerchantRelation[]>();
  const membersOf = (related: number): readonly number[] => {
    const members = under.get(related) ?? numbersOf(subtrees(categories, [related]));
    under.set(related, members);
    return members;
  };
  const rowOf = (nearest: number): readonly MerchantRelation[] => {
    const weights = new Map<number, number>();
    for (const { related, weight } of pathToRoot(categories, nearest).flatMap((above) => own.get(above) ?? [])) {
      for (const member of membersOf(related)) weights.set(member, Math.max(weights.get(member) ?? 0, weight));
    }
    return [...weights].sort(([a], [b]) => a - b).map(([related, weight]) => ({ related, weight }));
  };
  return categories.ids.map((_, category) => {
    const nearest = ofNearest(categories, category, (above) => (own.has(above) ? above : undefined));
    if (nearest === undefined) return NONE;
    const row = rows.get(nearest) ?? rowOf(nearest);
    rows.set(nearest, row);
    return row;
  });
}

function numbersOf(marked: Uint8Array): number[] {
  return [...marked.keys()].filter((number) => marked[number] === 1);
}

/** Lists of categories by number, each ranked when it is read: a shop may have too many to hold them all. */
export type CategoryLists = Iterable<readonly [category: number, list: CandidateList]>;

/** Lists of the categories of which something is known. */
export function rankCategories(inputs: RankingInputs, informed: Uint8Array): CategoryLists {
  return {
    *[Symbol.iterator]() {
      const ranker = new ProductRanker(inputs);
      for (const category of numbersOf(informed)) yield [category, ranker.rankCategory(category)];
    },
  };
}

/** The cold-start products for a product that has no list of them, of each category in use and of none (-1); nothing in a shop without cold-start products. */
export function rankCategoryColdProducts(inputs: RankingInputs): CategoryLists {
  if (inputs.coldProducts === undefined || inputs.coldProducts.products.length === 0) return [];
  const inUse = [...new Set(inputs.context.categoryOf).add(-1)].sort((a, b) => a - b);
  return {
    *[Symbol.iterator]() {
      const ranker = new ProductRanker(inputs);
      for (const category of inUse) yield [category, ranker.rankCategoryColdProducts(category)];
    },
  };
}

/**
 * Every product that has a category: first the most bought eligible ones of each category, all together by falling count,
 * ties by number; then the others in the same order, so that a list which may hold nothing else is answered too.
 *
 * A category that nobody bought from stands in the first part with whatever it has.
 */
export function popularProducts(
  { eligible, categoryOf }: PriorContext,
  popularity: Float64Array,
  perCategory: number,
): Int32Array {
  const boughtFrom = new Set([...eligible.keys()].filter((y) => eligible[y] === 1).map((y) => categoryOf[y]));
  const byCount = [...eligible.keys()]
    .filter((y) => eligible[y] === 1 || (categoryOf[y] >= 0 && !boughtFrom.has(categoryOf[y])))
    .sort(byFallingValue(popularity));
  const taken = new Map<number, number>();
  const first = new Set(
    byCount.filter((product) => {
      const count = (taken.get(categoryOf[product]) ?? 0) + 1;
      taken.set(categoryOf[product], count);
      return count <= perCategory;
    }),
  );
  const others = [...eligible.keys()]
    .filter((product) => categoryOf[product] >= 0 && !first.has(product))
    .sort(byFallingValue(popularity));
  return Int32Array.from([...first, ...others]);
}
