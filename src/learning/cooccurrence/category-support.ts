import { csrFromEdges, rowLength, transpose, type Csr } from '../../core/numerics/index.js';
import type { Baskets } from './baskets.js';

/** The categories found in baskets with one, ascending, and in how many. */
export interface CategoriesTogether {
  readonly categories: Int32Array;
  readonly counts: Int32Array;
}

/**
 * How many counted baskets hold products of each category, and of each two. Counts go by the products' own categories;
 * products without category (-1) are left out. Memory grows with what baskets hold, not with the pairs of categories.
 */
export class CategorySupport {
  /** [categories] counted baskets that hold any product of each. */
  readonly baskets: Int32Array;
  /** Counted baskets, whatever they hold. */
  readonly total: number;
  /** [baskets, categories] which categories each counted basket holds. */
  private readonly held: Csr;
  private readonly holders: Csr;
  private readonly counts: Int32Array;

  constructor(
    { contents, counted }: Pick<Baskets, 'contents' | 'counted'>,
    categoryOf: Int32Array,
    categories: number,
  ) {
    this.held = categoriesOfBaskets(contents, counted, categoryOf, categories);
    this.holders = transpose(this.held);
    this.baskets = Int32Array.from({ length: categories }, (_, category) => rowLength(this.holders, category));
    this.total = counted.reduce((sum, each) => sum + (each === 0 ? 0 : 1), 0);
    this.counts = new Int32Array(categories);
  }

  /** With which categories, itself among them, baskets hold a category. */
  with(category: number): CategoriesTogether {
    const { held, holders, counts } = this;
    const touched: number[] = [];
    for (let h = holders.offsets[category]; h < holders.offsets[category + 1]; h++) {
      const basket = holders.columns[h];
      for (let e = held.offsets[basket]; e < held.offsets[basket + 1]; e++) {
        if (counts[held.columns[e]]++ === 0) touched.push(held.columns[e]);
      }
    }
    const categories = Int32Array.from(touched).sort();
    const found = { categories, counts: categories.map((each) => counts[each]) };
    for (const each of touched) counts[each] = 0;
    return found;
  }
}

function categoriesOfBaskets(contents: Csr, counted: Uint8Array, categoryOf: Int32Array, categories: number): Csr {
  const sources = new Int32Array(contents.columns.length);
  const targets = new Int32Array(contents.columns.length);
  let edges = 0;
  for (let basket = 0; basket < contents.rows; basket++) {
    if (counted[basket] === 0) continue;
    for (let e = contents.offsets[basket]; e < contents.offsets[basket + 1]; e++) {
      const category = categoryOf[contents.columns[e]];
      if (category < 0) continue;
      sources[edges] = basket;
      targets[edges++] = category;
    }
  }
  return csrFromEdges({
    rows: contents.rows,
    width: categories,
    sources: sources.subarray(0, edges),
    targets: targets.subarray(0, edges),
    combine: Math.max,
  });
}
