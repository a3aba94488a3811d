import type { Judgement } from './judge.js';
import { popularHead } from './popularity.js';
import type { QueryValues } from './query-values.js';

/** Share of the truth outside the popular fifth of the candidates that the list holds; NaN for queries without such truth. */
export function tailRecall({ truth, cutoff, products, gain }: Judgement): QueryValues {
  const head = popularHead(truth);
  const values = Float64Array.from(truth.queries, (query, q) => {
    const tail = query.truth.reduce((sum, product) => sum + 1 - head[product], 0);
    if (tail === 0) return Number.NaN;
    let found = 0;
    for (let at = q * cutoff; at < (q + 1) * cutoff; at++) if (gain[at] === 1) found += 1 - head[products[at]];
    return found / tail;
  });
  return { values };
}
