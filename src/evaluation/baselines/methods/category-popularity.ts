import { csrFromEdges, type Csr } from '../../../core/numerics/index.js';
import { coOccurrence, sumShared } from './co-occurrence.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

export interface CategoryPopularity {
  /** Category of each product, -1 for none. */
  readonly categoryOf: Int32Array;
  /** Share of each product in the purchases of its category [products]; 0 without category. */
  readonly share: Float64Array;
  /** [categories, categories]: the share of b among the categories found with a, to the power asked for; no diagonal. */
  readonly pairs: Csr;
}

/**
 * What goes with the category, and there what sells.
 *
 * @param rows [rows, products]
 * @param counts purchases of each product
 * @param power of the category pair's share: below 1 flattens it
 */
export function fitCategoryPopularity(
  rows: Csr,
  categoryOf: Int32Array,
  counts: Float64Array,
  power: number,
): CategoryPopularity {
  const categories = categoryOf.reduce((most, category) => Math.max(most, category + 1), 0);
  const sold = new Float64Array(categories);
  categoryOf.forEach((category, product) => {
    if (category >= 0) sold[category] += counts[product];
  });
  return {
    categoryOf,
    share: counts.map((count, product) =>
      categoryOf[product] < 0 ? 0 : count / Math.max(sold[categoryOf[product]], 1),
    ),
    pairs: pairShares(categoryRows(rows, categoryOf, categories), power),
  };
}

/** share[a, b]^power · share of y in its category b, for x of category a. */
export function categoryPopularityScorer({ categoryOf, share, pairs }: CategoryPopularity): ItemScorer {
  const beside = new Float64Array(pairs.width);
  return {
    score: (product, into) => {
      beside.fill(0);
      const category = categoryOf[product];
      if (category >= 0) {
        for (let e = pairs.offsets[category]; e < pairs.offsets[category + 1]; e++) {
          beside[pairs.columns[e]] = pairs.values[e];
        }
      }
      for (let y = 0; y < into.length; y++) into[y] = categoryOf[y] < 0 ? 0 : beside[categoryOf[y]] * share[y];
    },
  };
}

/** [rows, categories]: which categories each row holds. */
function categoryRows({ rows, offsets, columns }: Csr, categoryOf: Int32Array, categories: number): Csr {
  const sources = new Int32Array(columns.length);
  const targets = new Int32Array(columns.length);
  let edges = 0;
  for (let row = 0; row < rows; row++) {
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      if (categoryOf[columns[e]] < 0) continue;
      sources[edges] = row;
      targets[edges++] = categoryOf[columns[e]];
    }
  }
  return csrFromEdges({
    rows,
    width: categories,
    sources: sources.subarray(0, edges),
    targets: targets.subarray(0, edges),
    combine: Math.max,
  });
}

function pairShares(rows: Csr, power: number): Csr {
  const shared = coOccurrence(rows);
  const together = new Float64Array(rows.width);
  const sources: number[] = [];
  const targets: number[] = [];
  const values: number[] = [];
  for (let a = 0; a < rows.width; a++) {
    sumShared(shared, a, together);
    together[a] = 0;
    const total = together.reduce((sum, count) => sum + count, 0);
    together.forEach((count, b) => {
      if (count === 0) return;
      sources.push(a);
      targets.push(b);
      values.push((count / total) ** power);
    });
  }
  const pairs = [sources, targets].map((column) => Int32Array.from(column));
  return csrFromEdges({
    rows: rows.width,
    width: rows.width,
    sources: pairs[0],
    targets: pairs[1],
    values: Float32Array.from(values),
  });
}
