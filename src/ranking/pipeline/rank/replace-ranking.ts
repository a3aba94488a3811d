import type { RankingModel } from '../../types.js';
import { informedCategories, rankCategories, rankCategoryColdProducts } from './category-lists.js';
import type { PreparedShop } from './prepare-shop.js';

/**
 * The same shop with another ranking over the same evidence and network: what a part of the ranking is worth. A second
 * stage only works on a shop that was prepared with one.
 */
export function replaceRanking(shop: PreparedShop, ranking: RankingModel): PreparedShop {
  const inputs = { ...shop.inputs, model: ranking };
  const informed = informedCategories(shop.catalogue, shop.evidence.mass, shop.inputs.relations);
  return {
    ...shop,
    inputs,
    model: { ...shop.model, ranking },
    categoryLists: rankCategories(inputs, informed),
    categoryColdProducts: rankCategoryColdProducts(inputs),
  };
}
