import { byFallingValue } from '../../core/numerics/index.js';

/** Products that sold, the most bought first; of equal ones the lower number. */
export function byPurchases(counts: Int32Array): Int32Array {
  return Int32Array.from(counts.keys())
    .filter((product) => counts[product] > 0)
    .sort(byFallingValue(counts));
}

/** 1 for the best sellers [products]: as many as 1 % of the products that sold, at least two and at most ten. */
export function bestSellers(counts: Int32Array, sold: number): Uint8Array {
  return marked(counts, Math.max(2, Math.min(10, Math.floor(sold / 100))));
}

/** 1 for the tenth of the products that sold most [products], at least one. */
export function topDecile(counts: Int32Array): Uint8Array {
  return marked(counts, Math.max(1, Math.floor(byPurchases(counts).length / 10)));
}

function marked(counts: Int32Array, most: number): Uint8Array {
  const marks = new Uint8Array(counts.length);
  for (const product of byPurchases(counts).subarray(0, most)) marks[product] = 1;
  return marks;
}
