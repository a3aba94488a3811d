import type { Judgement } from './judge.js';
import type { QueryValues } from './query-values.js';

/** Reciprocal rank of the first hit, 0 where there is none; its mean is MRR@cutoff. */
export function reciprocalRank({ truth, cutoff, gain }: Judgement): QueryValues {
  const values = Float64Array.from(truth.queries, (_, q) => {
    const place = gain.subarray(q * cutoff, (q + 1) * cutoff).indexOf(1);
    return place < 0 ? 0 : 1 / (place + 1);
  });
  return { values };
}
