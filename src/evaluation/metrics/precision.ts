import { hitCount, type Judgement } from './judge.js';
import type { QueryValues } from './query-values.js';

/** Precision@cutoff: hits over the places that a list has, filled or not. */
export function precision(judgement: Judgement): QueryValues {
  const { queries } = judgement.truth;
  return { values: Float64Array.from(queries, (_, q) => hitCount(judgement, q) / judgement.cutoff) };
}
