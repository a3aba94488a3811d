import type { Csr } from '../../../core/numerics/index.js';
import { rowSizes } from './co-occurrence.js';

/**
 * How much a row says of the products that it holds [rows]: log (N / (1 + n_r)), N products in all, n_r of them in the
 * row; at least 0.
 */
export function inverseFrequency(rows: Csr): Float64Array {
  return rowSizes(rows).map((size) => Math.max(0, Math.log(rows.width / (1 + size))));
}
