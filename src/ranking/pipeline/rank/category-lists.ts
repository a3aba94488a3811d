import { byFallingValue } from '../../../core/numerics/index.js';
import { pathToRoot, subtrees } from '../../../shop/index.js';
import type { Catalogue } from '../../../shop/index.js';
import { ProductRanker } from '../../reranking/index.js';
import type { MerchantRelation, PriorContext, RankingInputs } from '../../candidates/index.js';
import type { CandidateList } from '../../types.js';

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

/** For each category, what merchants set beside it or any category above it, spread over what lies under the related one. */
export function relationsByCategory({ categories, relations }: Catalogue): MerchantRelation[][] {
  return categories.ids.map((_, category) => {
    const path = pathToRoot(categories, category);
    const weights = new Map<number, number>();
    for (const relation of relations.filter((each) => path.includes(each.category))) {
      subtrees(categories, [relation.related]).forEach((inside, related) => {
        if (inside === 1) weights.set(related, Math.max(weights.get(related) ?? 0, relation.weight));
      });
    }
    return [...weights].sort(([a], [b]) => a - b).map(([related, weight]) => ({ related, weight }));
  });
}

/** Lists of the categories of which something is known. */
export function rankCategories(inputs: RankingInputs, informed: Uint8Array): [number, CandidateList][] {
  const ranker = new ProductRanker(inputs);
  return [...informed.keys()]
    .filter((category) => informed[category] === 1)
    .map((category) => [category, ranker.rankCategory(category)]);
}

/** The cold-start products for a product that has no list of them, of each category in use and of none (-1); nothing in a shop without cold-start products. */
export function rankCategoryColdProducts(inputs: RankingInputs): [number, CandidateList][] {
  if (inputs.coldProducts === undefined || inputs.coldProducts.products.length === 0) return [];
  const ranker = new ProductRanker(inputs);
  const inUse = [...new Set([-1, ...inputs.context.categoryOf])].sort((a, b) => a - b);
  return inUse.map((category) => [category, ranker.rankCategoryColdProducts(category)]);
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
