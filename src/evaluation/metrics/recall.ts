import { hitCount, type Judgement } from './judge.js';
import type { QueryValues } from './query-values.js';

/** Recall@cutoff: share of the truth that the list holds. */
export function recall(judgement: Judgement): QueryValues {
  const { queries } = judgement.truth;
  return { values: Float64Array.from(queries, (query, q) => hitCount(judgement, q) / query.truth.length) };
}
