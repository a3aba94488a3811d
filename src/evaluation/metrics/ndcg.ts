import { ndcg as ofHits } from '../../core/numerics/index.js';
import type { Judgement } from './judge.js';
import type { QueryValues } from './query-values.js';

/** NDCG@cutoff: the list's discounted hits over those of a list that begins with all of the truth. */
export function ndcg({ truth, cutoff, gain }: Judgement): QueryValues {
  const values = Float64Array.from(truth.queries, (query, q) =>
    ofHits(gain.subarray(q * cutoff, (q + 1) * cutoff), query.truth.length, cutoff),
  );
  return { values };
}
