import { discounts, idealGains } from '../../ranking/fitting/index.js';
import type { Judgement } from './judge.js';
import type { QueryValues } from './query-values.js';

/** NDCG@cutoff: the list's discounted hits over those of a list that begins with all of the truth. */
export function ndcg({ truth, cutoff, gain }: Judgement): QueryValues {
  const discount = discounts(cutoff);
  const ideal = idealGains(cutoff);
  const values = Float64Array.from(truth.queries, (query, q) => {
    let found = 0;
    for (let place = 0; place < cutoff; place++) found += gain[q * cutoff + place] * discount[place];
    return found / ideal[Math.min(cutoff, query.truth.length)];
  });
  return { values };
}
