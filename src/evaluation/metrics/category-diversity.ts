import { listLength, type Judgement } from './judge.js';
import type { QueryValues } from './query-values.js';

/** Distinct category lines over the length of a list; NaN for an empty one. */
export function categoryDiversity(judgement: Judgement): QueryValues {
  const { truth, cutoff, products } = judgement;
  const values = Float64Array.from(truth.queries, (_, q) => {
    const length = listLength(judgement, q);
    if (length === 0) return Number.NaN;
    const lines = products.subarray(q * cutoff, q * cutoff + length).map((product) => truth.lineOf[product]);
    return new Set(lines).size / length;
  });
  return { values };
}
