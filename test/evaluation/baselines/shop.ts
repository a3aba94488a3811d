import { csrFromEdges } from '../../../src/core/numerics/index.js';
import type { BaselineData, BaselineTools } from '../../../src/evaluation/baselines/index.js';
import { plainProduct } from '../../../src/core/numerics/sweep.js';
import { randomBits, randomKey } from '../../../src/core/index.js';

/** A shop of 40 products in 5 categories and 4 brands, with 120 baskets of 60 users over 100 days; drawn by `seed`. */
export function randomShop(seed: number): BaselineData {
  const key = randomKey(seed, 'shop');
  const products = 40;
  const draw = (counter: number, below: number): number => randomBits(key, counter) % below;
  const basket = Int32Array.from({ length: 480 }, (_, e) => Math.floor(e / 4));
  const product = basket.map((_, e) => draw(e, 1 + draw(1000 + e, products)));
  const counts = new Float64Array(products);
  for (const y of product) counts[y]++;
  const column = (from: number, below: number): Int32Array =>
    Int32Array.from({ length: products }, (_, y) => draw(from + y, below + 1) - 1);
  const categoryOf = column(2000, 5);
  return {
    products,
    basketRows: csrFromEdges({ rows: 120, width: products, sources: basket, targets: product }),
    userRows: csrFromEdges({ rows: 60, width: products, sources: basket.map((b) => b % 60), targets: product }),
    basketAgeDays: Float64Array.from({ length: 120 }, (_, b) => draw(3000 + b, 100)),
    categoryOf,
    categoryGroupOf: categoryOf,
    brandOf: column(4000, 4),
    counts,
    eligible: Uint8Array.from({ length: products }, (_, y) => (draw(5000 + y, 10) > 0 ? 1 : 0)),
  };
}

/** Tools without ONNX Runtime: plain loops, and single products in place of eigenvectors. */
export const plainTools: BaselineTools = {
  multiply: plainProduct,
  spectralBasis: ({ width }, rank) => {
    const kept = Math.min(rank, width);
    const basis = Float32Array.from({ length: width * kept }, (_, i) => (Math.floor(i / kept) === i % kept ? 1 : 0));
    return Promise.resolve({ products: width, rank: kept, basis, eigenvalues: new Float64Array(kept).fill(1) });
  },
};
