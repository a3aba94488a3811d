import type { Csr } from '../../core/numerics/index.js';

/** Pairs that a lift is shrunk by: a category pair needs this much evidence beside chance to move away from 1. */
const SHRINKAGE = 5;

/**
 * Log lift of the pairs of categories, sparse: log (T[a, b] + s) / (E[a, b] + s), with T the evidence between products of a
 * and b, E = T[a]·T[b] / T what chance would give, and the diagonal left out of all. `CategoryLiftRows` reads it.
 */
export interface CategoryLift {
  /** [categories] T[a]. */
  readonly sums: Float64Array;
  /** T. */
  readonly total: number;
  /** [categories, categories] the log lift where there is any evidence; all others follow from the sums. */
  readonly pairs: Csr;
}

/** The log lift from the evidence of products for each other; products without category (-1) are left out. */
export function categoryLift(pairs: Csr, categoryOf: Int32Array, categories: number): CategoryLift {
  const between = evidenceBetween(pairs, categoryOf, categories);
  const { offsets, columns, values } = between;
  const sums = new Float64Array(categories);
  let total = 0;
  for (let a = 0; a < categories; a++) {
    for (let e = offsets[a]; e < offsets[a + 1]; e++) sums[a] += values[e];
    total += sums[a];
  }
  const lifts = new Float32Array(values.length);
  for (let a = 0; a < categories; a++) {
    for (let e = offsets[a]; e < offsets[a + 1]; e++) lifts[e] = logLift(values[e], sums[a], sums[columns[e]], total);
  }
  return { sums, total, pairs: { rows: categories, width: categories, offsets, columns, values: lifts } };
}

/** The log lift of two categories without any evidence between them. */
export function liftByChance({ sums, total }: Pick<CategoryLift, 'sums' | 'total'>, a: number, b: number): number {
  // The lift of what chance gives nothing is log 1.
  return sums[a] * sums[b] === 0 ? 0 : logLift(0, sums[a], sums[b], total);
}

/** What the lift of a pair is, given T[a, b], T[a], T[b] and T. */
function logLift(found: number, own: number, other: number, total: number): number {
  const chance = (own * other) / Math.max(total, 1);
  return Math.log((found + SHRINKAGE) / (chance + SHRINKAGE));
}

/** T[a, b], summed in the order of the products' numbers; columns ascend, no diagonal. */
function evidenceBetween(
  pairs: Csr,
  categoryOf: Int32Array,
  categories: number,
): Omit<Csr, 'values'> & { readonly values: Float64Array } {
  const row = new Float64Array(categories);
  const seen = new Uint8Array(categories);
  const offsets = new Float64Array(categories + 1);
  const rows: { readonly columns: Int32Array; readonly values: Float64Array }[] = [];
  productsByCategory(categoryOf, categories).forEach((products, a) => {
    const touched: number[] = [];
    for (const x of products) {
      for (let e = pairs.offsets[x]; e < pairs.offsets[x + 1]; e++) {
        const b = categoryOf[pairs.columns[e]];
        if (b < 0 || b === a) continue;
        if (seen[b] === 0) touched.push(b);
        seen[b] = 1;
        row[b] += pairs.values[e];
      }
    }
    const columns = Int32Array.from(touched).sort();
    rows.push({ columns, values: Float64Array.from(columns, (b) => row[b]) });
    for (const b of touched) row[b] = seen[b] = 0;
    offsets[a + 1] = offsets[a] + columns.length;
  });
  const columns = new Int32Array(offsets[categories]);
  const values = new Float64Array(offsets[categories]);
  rows.forEach((made, a) => {
    columns.set(made.columns, offsets[a]);
    values.set(made.values, offsets[a]);
  });
  return { rows: categories, width: categories, offsets, columns, values };
}

/** The products of each category, ascending. */
function productsByCategory(categoryOf: Int32Array, categories: number): number[][] {
  const products = Array.from({ length: categories }, (): number[] => []);
  categoryOf.forEach((category, product) => {
    if (category >= 0) products[category].push(product);
  });
  return products;
}
