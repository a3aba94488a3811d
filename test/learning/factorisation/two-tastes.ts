import { csrFromEdges, type Csr } from '../../../src/core/numerics/index.js';

/** 60 customers of 12 products: half of them buy three of the even ones, half three of the odd ones, each three in turn. */
export function twoTastes(): Csr {
  const rows: number[] = [];
  const products: number[] = [];
  for (let customer = 0; customer < 60; customer++) {
    const taste = customer % 2;
    const [first, step] = [(customer >> 1) % 6, 1 + (customer % 3)];
    for (const place of [first, first + step, first + 5 - step]) {
      rows.push(customer);
      products.push(taste + 2 * (place % 6));
    }
  }
  return csrFromEdges({
    rows: 60,
    width: 12,
    sources: Int32Array.from(rows),
    targets: Int32Array.from(products),
    combine: Math.max,
  });
}
