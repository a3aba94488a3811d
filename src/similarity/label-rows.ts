import { csrFromEdges, type Csr } from '../adjacency/index.js';

/**
 * Labels as rows [labels, products]: each distinct value of each column is a row that holds the products with that value.
 *
 * @param columns of numbers from 0 [products], negative where a product has no such label
 */
export function labelRows(columns: readonly Int32Array[]): Csr {
  const labels: number[] = [];
  const products: number[] = [];
  let first = 0;
  for (const column of columns) {
    let next = first;
    column.forEach((value, product) => {
      if (value < 0) return;
      labels.push(first + value);
      products.push(product);
      next = Math.max(next, first + value + 1);
    });
    first = next;
  }
  return csrFromEdges(
    first,
    columns.length > 0 ? columns[0].length : 0,
    Int32Array.from(labels),
    Int32Array.from(products),
  );
}
