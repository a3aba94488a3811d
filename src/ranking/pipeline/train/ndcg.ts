import { discountedGain } from '../../fitting/index.js';

/** Places of a list that a validation looks at. */
export const PLACES = 10;

/** NDCG with gain 1 for each right answer among the first ten. */
export function ndcg(list: Int32Array, truth: readonly number[]): number {
  const right = new Set(truth);
  const gains = Array.from(list.subarray(0, PLACES), (product) => (right.has(product) ? 1 : 0));
  const ideal = discountedGain(new Array<number>(right.size).fill(1), PLACES);
  return ideal === 0 ? 0 : discountedGain(gains, PLACES) / ideal;
}
