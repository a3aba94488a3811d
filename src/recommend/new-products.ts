import type { CandidateList } from '../snapshots/index.js';

/** Products that nobody bought or looked at yet, each with a category; one entry a product in each column. */
export interface NewProductColumns {
  readonly products: readonly number[];
  readonly categories: readonly number[];
  readonly brands: readonly (string | null)[];
}

export interface NewProductsRequest {
  readonly product: number;
  /** Own category, -1 for none. */
  readonly category: number;
  readonly brand: string | null;
  /** Its own candidates, where it has any. */
  readonly list: CandidateList | undefined;
  /** For each category, the category that stands for it in "another category". */
  readonly lines: Int32Array;
  /** ρ, the fitted weight of one brand. */
  readonly sameBrand: number;
  readonly limit: number;
}

/** What a category without any candidate still counts, so that a list is filled. */
const LEAST_SHARE = 1e-6;

/**
 * "Which of the new arrivals go with x?": those of the categories that x's own list leans to, x's brand first.
 *
 * score(y) = share of y's category among the list's scores × e^ρ where both are of one brand; ties by product number.
 */
export function rankNewProducts(
  arrivals: NewProductColumns,
  { product, category, brand, list, lines, sameBrand, limit }: NewProductsRequest,
): { product: number; score: number }[] {
  const share = new Float64Array(lines.length);
  list?.categories.forEach((each, i) => (share[each] += list.scores[i]));
  const factor = Math.exp(sameBrand);
  return arrivals.products
    .map((y, i) => ({
      product: y,
      category: arrivals.categories[i],
      score:
        (share[arrivals.categories[i]] + LEAST_SHARE) * (brand !== null && brand === arrivals.brands[i] ? factor : 1),
    }))
    .filter((y) => y.product !== product && (category < 0 || lines[y.category] !== lines[category]))
    .sort((a, b) => b.score - a.score || a.product - b.product)
    .slice(0, limit)
    .map(({ product: y, score }) => ({ product: y, score }));
}
