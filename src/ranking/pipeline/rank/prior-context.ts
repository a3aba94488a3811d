import { categoryLift } from '../../../learning/cooccurrence/index.js';
import type { PriorContext } from '../../candidates/index.js';
import type { GatheredShop } from '../gather/gather-shop.js';

/** Demand of a product that nobody asked for: far less than one old basket. */
const FLOOR = 1;

/**
 * What the prior reads of the products, from this evidence.
 *
 * @param categoryGroups for each category, the category that stands for it in "another category" (see `groupCategories`)
 */
export function priorContext(
  { catalogue, evidence, popularity, demand }: Pick<GatheredShop, 'catalogue' | 'evidence' | 'popularity' | 'demand'>,
  categoryGroups: Int32Array,
): PriorContext {
  const { products, categories } = catalogue;
  const brands = new Map<string, number>();
  return {
    logPopularity: Float32Array.from(popularity, (count) => Math.log(count + 1)),
    logDemand: Float32Array.from(demand, (count) => Math.log(count + FLOOR)),
    eligible: Uint8Array.from(popularity, (count, y) => (count > 0 && products.categories[y] >= 0 ? 1 : 0)),
    categoryOf: products.categories,
    brandOf: Int32Array.from(products.brands, (brand) => {
      if (brand === null || brand === '') return -1;
      const number = brands.get(brand) ?? brands.size;
      brands.set(brand, number);
      return number;
    }),
    categories: categories.ids.length,
    lift: categoryLift(evidence.pairs, products.categories, categories.ids.length),
    categoryGroups,
  };
}
