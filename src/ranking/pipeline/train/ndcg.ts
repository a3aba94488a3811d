import { ndcg } from '../../../core/numerics/index.js';

/** Places of a list that a validation looks at. */
export const PLACES = 10;

/** NDCG with gain 1 for each right answer among the first ten. */
export function firstTenNdcg(list: Int32Array, truth: readonly number[]): number {
  const right = new Set(truth);
  return ndcg(
    list.map((product) => (right.has(product) ? 1 : 0)),
    right.size,
    PLACES,
  );
}
