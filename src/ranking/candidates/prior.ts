import type { CategoryLift } from '../../learning/cooccurrence/index.js';

/** What the prior reads of each product; arrays by product number. */
export interface PriorContext {
  /** log(weighted baskets + 1). */
  readonly logPopularity: Float32Array;
  /** log(demand + 1), by which the prior weighs products (see `basketDemand`). */
  readonly logDemand: Float32Array;
  /** 1 where the product may be recommended: it has a category and was bought or looked at. */
  readonly eligible: Uint8Array;
  /** Own (leaf) category, -1 for none. */
  readonly categoryOf: Int32Array;
  /** Brand number, -1 for none. */
  readonly brandOf: Int32Array;
  readonly categories: number;
  /** Log lift of each pair of categories. */
  readonly lift: CategoryLift;
  /** For each category, the category that stands for it in "another category" (see `groupCategories`). */
  readonly categoryGroups: Int32Array;
}

/**
 * Per category, the part of the logit that a candidate's category decides for a product of category `category`:
 * λ · lift, and -Infinity for the categories on the product's own category group. A product without category has neither.
 *
 * @param liftOf the log lift of a category with each
 */
export function categoryTerms(
  { categories, categoryGroups }: Pick<PriorContext, 'categories' | 'categoryGroups'>,
  liftOf: (category: number) => Float32Array,
  category: number,
  weight: number,
): Float64Array {
  const terms = new Float64Array(categories);
  if (category < 0) return terms;
  const lift = liftOf(category);
  for (let b = 0; b < categories; b++) {
    terms[b] = categoryGroups[b] === categoryGroups[category] ? -Infinity : weight * lift[b];
  }
  return terms;
}
