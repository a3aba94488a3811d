import type { Baskets } from './baskets.js';

/** How many counted baskets hold products of each category, and of each two. */
export interface CategorySupport {
  /** [categories] */
  readonly baskets: Int32Array;
  /** [categories × categories] row-major, symmetric; the diagonal is that of `baskets`. */
  readonly together: Int32Array;
  /** Counted baskets, whatever they hold. */
  readonly total: number;
}

/** Counts by the products' own categories; products without category (-1) are left out. */
export function categorySupport(
  { contents, counted }: Pick<Baskets, 'contents' | 'counted'>,
  categoryOf: Int32Array,
  categories: number,
): CategorySupport {
  const together = new Int32Array(categories * categories);
  const held = new Int32Array(categories);
  const lastBasket = new Int32Array(categories).fill(-1);
  let total = 0;
  for (let basket = 0; basket < contents.rows; basket++) {
    if (counted[basket] === 0) continue;
    total++;
    let size = 0;
    for (let e = contents.offsets[basket]; e < contents.offsets[basket + 1]; e++) {
      const category = categoryOf[contents.columns[e]];
      if (category < 0 || lastBasket[category] === basket) continue;
      lastBasket[category] = basket;
      held[size++] = category;
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) together[held[i] * categories + held[j]]++;
    }
  }
  const baskets = Int32Array.from({ length: categories }, (_, category) => together[category * (categories + 1)]);
  return { baskets, together, total };
}
