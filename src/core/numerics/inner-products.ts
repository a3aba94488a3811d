import { innerProduct } from './inner-product.js';

/** into[y] = ⟨query, rows[y]⟩ for rows [into.length, query.length], row-major. */
export function innerProducts(query: Float64Array, rows: Float32Array, into: Float64Array): void {
  for (let y = 0; y < into.length; y++) into[y] = innerProduct(query, rows, y * query.length);
}
