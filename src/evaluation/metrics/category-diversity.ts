import { listLength, type Judgement } from './judge.js';
import type { QueryValues } from './query-values.js';

/** Distinct category groups over the length of a list; NaN for an empty one. */
export function categoryDiversity(judgement: Judgement): QueryValues {
  const { truth, cutoff, products } = judgement;
  const values = Float64Array.from(truth.queries, (_, q) => {
    const length = listLength(judgement, q);
    if (length === 0) return Number.NaN;
    const categoryGroups = products
      .subarray(q * cutoff, q * cutoff + length)
      .map((product) => truth.categoryGroupOf[product]);
    return new Set(categoryGroups).size / length;
  });
  return { values };
}
