import { transpose, type Csr } from '../../../core/numerics/index.js';

/** Rows (baskets, users, labels) and the products that they hold, to be read both ways round. */
export interface CoOccurrence {
  /** [rows, products]: only which products a row holds counts, not the values. */
  readonly contents: Csr;
  /** [products, rows] */
  readonly holders: Csr;
  /** Weight of each row [rows]. */
  readonly weight: Float64Array;
}

/** @param weight of each row [rows]; 1 where it is left out */
export function coOccurrence(contents: Csr, weight?: Float64Array): CoOccurrence {
  return { contents, holders: transpose(contents), weight: weight ?? new Float64Array(contents.rows).fill(1) };
}

/**
 * Writes into[y] = Σ_r weight[r] over the rows r that hold both `product` and y, for all products; for y = `product`, the
 * weight of all its rows. Rows are added in their order.
 */
export function sumShared({ contents, holders, weight }: CoOccurrence, product: number, into: Float64Array): void {
  into.fill(0);
  const { offsets, columns } = contents;
  for (let h = holders.offsets[product]; h < holders.offsets[product + 1]; h++) {
    const row = holders.columns[h];
    const own = weight[row];
    const end = offsets[row + 1];
    for (let e = offsets[row]; e < end; e++) into[columns[e]] += own;
  }
}

/** Number of rows that hold each product [products]. */
export function rowsHolding({ columns, width }: Csr): Float64Array {
  const counts = new Float64Array(width);
  for (const product of columns) counts[product]++;
  return counts;
}

/** Number of products in each row [rows]. */
export function rowSizes({ offsets, rows }: Csr): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => offsets[row + 1] - offsets[row]);
}

/** Sum of the weights [rows] of the rows that hold each product [products]. */
export function weightHolding({ rows, width, offsets, columns }: Csr, weight: Float64Array): Float64Array {
  const sums = new Float64Array(width);
  for (let row = 0; row < rows; row++) {
    for (let e = offsets[row]; e < offsets[row + 1]; e++) sums[columns[e]] += weight[row];
  }
  return sums;
}
