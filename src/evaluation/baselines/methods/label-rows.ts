import { csrFromEdges, type Csr } from '../../../core/numerics/index.js';

/** One kind of label: a number from 0 for each product, negative for none; or a list of numbers for each. */
export type LabelColumn = Int32Array | readonly Int32Array[];

/**
 * Labels as rows [labels, products]: each distinct number of each kind is a row that holds the products with it.
 *
 * @param kinds columns [products]; the same number in two kinds is two labels
 */
export function labelRows(kinds: readonly LabelColumn[]): Csr {
  const labels: number[] = [];
  const products: number[] = [];
  let first = 0;
  for (const kind of kinds) {
    let next = first;
    const add = (label: number, product: number): void => {
      if (label < 0) return;
      labels.push(first + label);
      products.push(product);
      next = Math.max(next, first + label + 1);
    };
    kind.forEach((own: number | Int32Array, product: number) => {
      if (typeof own === 'number') add(own, product);
      else for (const label of own) add(label, product);
    });
    first = next;
  }
  const width = kinds.length > 0 ? kinds[0].length : 0;
  return csrFromEdges({ rows: first, width, sources: Int32Array.from(labels), targets: Int32Array.from(products) });
}
