import { addScaled, normaliseRows } from '../../core/numerics/index.js';
import type { ProductSequences } from './product-sequences.js';

/** Weight of the latest product, of the one before it, and so on; what is older than the list counts nothing. */
export type RecencyWeights = readonly number[];

/** Weights decay^0, decay^1, …, for the latest `length` products. */
export function decayingRecency(decay: number, length: number): RecencyWeights {
  return Array.from({ length }, (_, age) => decay ** age);
}

/**
 * A query vector for each user: the mean of the embeddings of the latest products, weighted by their age in steps.
 *
 * @param embeddings [products, dimension]
 * @returns [users, dimension], rows of length 1; zeros for a user without products
 */
export function meanOfRecent(
  { offsets, products }: ProductSequences,
  embeddings: Float32Array,
  dimension: number,
  weights: RecencyWeights,
): Float32Array {
  const users = offsets.length - 1;
  const queries = new Float32Array(users * dimension);
  for (let user = 0; user < users; user++) {
    const row = queries.subarray(user * dimension, (user + 1) * dimension);
    addRecent(row, products.subarray(offsets[user], offsets[user + 1]), embeddings, weights);
  }
  normaliseRows(queries, dimension);
  return queries;
}

/** row += Σ weights[age] · embedding over `products`, the last of which has age 0. */
export function addRecent(
  row: Float32Array,
  products: Int32Array,
  embeddings: Float32Array,
  weights: RecencyWeights,
): void {
  const ages = Math.min(weights.length, products.length);
  const last = products.length - 1;
  for (let age = 0; age < ages; age++) addScaled(row, weights[age], embeddings, products[last - age] * row.length);
}
