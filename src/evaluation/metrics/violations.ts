import { listLength, type Judgement } from './judge.js';
import type { QueryValues } from './query-values.js';

/** 1 for a list with a product that may not stand on it: the query's own, one of its category group, a repeat, no candidate. */
export function violations(judgement: Judgement): QueryValues {
  const { truth, cutoff, allowed } = judgement;
  const values = Float64Array.from(truth.queries, (_, q) => {
    for (let place = 0; place < listLength(judgement, q); place++) if (allowed[q * cutoff + place] === 0) return 1;
    return 0;
  });
  return { values };
}

/** Filled places of each list, at most `cutoff`. */
export function filledPlaces(judgement: Judgement): QueryValues {
  return { values: Float64Array.from(judgement.truth.queries, (_, q) => listLength(judgement, q)) };
}
