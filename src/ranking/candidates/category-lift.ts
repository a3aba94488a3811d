import type { Csr } from '../../core/numerics/index.js';

/** Pairs that a lift is shrunk by: a category pair needs this much evidence beside chance to move away from 1. */
const SHRINKAGE = 5;

/**
 * Log lift of each pair of categories, [categories × categories] row-major:
 * log (T[a, b] + s) / (E[a, b] + s), with T the evidence between products of a and b, E = T[a]·T[b] / T what chance would
 * give, and the diagonal left out of all. Products without category (-1) are left out.
 */
export function categoryLift(pairs: Csr, categoryOf: Int32Array, categories: number): Float32Array {
  const between = new Float64Array(categories * categories);
  for (let x = 0; x < pairs.rows; x++) {
    const a = categoryOf[x];
    if (a < 0) continue;
    for (let e = pairs.offsets[x]; e < pairs.offsets[x + 1]; e++) {
      const b = categoryOf[pairs.columns[e]];
      if (b >= 0 && b !== a) between[a * categories + b] += pairs.values[e];
    }
  }
  const sums = new Float64Array(categories);
  let total = 0;
  for (let a = 0; a < categories; a++) {
    for (let b = 0; b < categories; b++) sums[a] += between[a * categories + b];
    total += sums[a];
  }
  return Float32Array.from(between, (found, i) => {
    const chance = (sums[Math.floor(i / categories)] * sums[i % categories]) / Math.max(total, 1);
    return Math.log((found + SHRINKAGE) / (chance + SHRINKAGE));
  });
}
