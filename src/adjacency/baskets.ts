import type { Csr } from './csr.js';

/** What was bought or looked at together: one row a basket. */
export interface Baskets {
  /** [baskets, products]: the weight of the strongest event type of each product in each basket, in (0, 1]. */
  readonly contents: Csr;
  /** Weight of each basket by its age, in (0, 1]; 1 where there are no times. */
  readonly ageWeight: Float64Array;
  /** 1 where the basket holds a purchase or cart: it counts in the numbers that a reason states. */
  readonly counted: Uint8Array;
}

/** Number of counted baskets that hold each product. */
export function basketCounts({ contents, counted }: Baskets): Int32Array {
  const counts = new Int32Array(contents.width);
  for (let b = 0; b < contents.rows; b++) {
    if (counted[b] === 0) continue;
    for (let e = contents.offsets[b]; e < contents.offsets[b + 1]; e++) counts[contents.columns[e]]++;
  }
  return counts;
}
