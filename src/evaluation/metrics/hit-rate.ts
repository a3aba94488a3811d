import { hitCount, type Judgement } from './judge.js';
import type { QueryValues } from './query-values.js';

/** Hit rate@cutoff: 1 where the list holds any of the truth. */
export function hitRate(judgement: Judgement): QueryValues {
  const { queries } = judgement.truth;
  return { values: Float64Array.from(queries, (_, q) => (hitCount(judgement, q) > 0 ? 1 : 0)) };
}
