import type { Judgement } from './judge.js';
import type { QueryValues } from './query-values.js';

/** Average precision: the precision at each hit's place, summed, over min(cutoff, |truth|); its mean is MAP@cutoff. */
export function averagePrecision({ truth, cutoff, gain }: Judgement): QueryValues {
  const values = Float64Array.from(truth.queries, (query, q) => {
    let hits = 0;
    let sum = 0;
    for (let place = 0; place < cutoff; place++) {
      if (gain[q * cutoff + place] === 1) sum += ++hits / (place + 1);
    }
    return sum / Math.min(cutoff, query.truth.length);
  });
  return { values };
}
