import { listLength, type Judgement } from './judge.js';
import { popularityPercentiles } from './popularity.js';
import type { QueryValues } from './query-values.js';

/**
 * Mean self-information of a list's products in bits, -log2 p(y) (Zhou et al., PNAS 2010), with p(y) = (count + 1) over the
 * sum of that over the candidates: 0 bits for what everybody buys. NaN for an empty list.
 */
export function novelty(judgement: Judgement): QueryValues {
  const { counts, candidates } = judgement.truth;
  const total = counts.reduce((sum, count, product) => sum + candidates[product] * (count + 1), 0);
  return meanOverList(judgement, (product) => -Math.log2((counts[product] + 1) / total));
}

/** Mean percentile of popularity of a list's products, 100 for the most bought; NaN for an empty list. */
export function popularityPercentile(judgement: Judgement): QueryValues {
  const percentiles = popularityPercentiles(judgement.truth);
  return meanOverList(judgement, (product) => percentiles[product]);
}

function meanOverList(judgement: Judgement, valueOf: (product: number) => number): QueryValues {
  const { truth, cutoff, products } = judgement;
  const values = Float64Array.from(truth.queries, (_, q) => {
    const length = listLength(judgement, q);
    let sum = 0;
    for (let place = 0; place < length; place++) sum += valueOf(products[q * cutoff + place]);
    return length === 0 ? Number.NaN : sum / length;
  });
  return { values };
}
