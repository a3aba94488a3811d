import { hitCount, type Judgement } from './judge.js';
import type { QueryValues } from './query-values.js';

/** F1@cutoff: harmonic mean of a query's precision and recall, 2 · hits / (cutoff + |truth|). */
export function f1(judgement: Judgement): QueryValues {
  const { cutoff } = judgement;
  const { queries } = judgement.truth;
  return {
    values: Float64Array.from(queries, ({ truth }, q) => (2 * hitCount(judgement, q)) / (cutoff + truth.length)),
  };
}
