import { discountedGain } from '../../core/numerics/index.js';
import type { Judgement } from './judge.js';
import type { QueryValues } from './query-values.js';

/**
 * NDCG@cutoff debiased for popularity: a self-normalised inverse-propensity mean (Schnabel et al., ICML 2016; Yang et al.,
 * RecSys 2018) with propensity (count + 1)^½. A product of the truth weighs w = (count + 1)^-½; a query's value is the
 * weighted discounted gain over that of the list with the truth by falling w, and the query weighs the mean w of its truth.
 * Equal counts give NDCG@cutoff back.
 */
export function debiasedNdcg(judgement: Judgement): QueryValues {
  return weightedNdcg(judgement, inversePropensity(judgement.truth.counts));
}

/**
 * The same with the counts of the newest tenth of the events, times ten: where a shop has seasons, all-time counts take
 * what is new and sells to everyone for rare, so that one list of it for every query looks good.
 */
export function debiasedNdcgRecent(judgement: Judgement): QueryValues {
  return weightedNdcg(judgement, inversePropensity(judgement.truth.recentCounts.map((count) => 10 * count)));
}

function weightedNdcg({ truth, cutoff, products, gain }: Judgement, weight: Float64Array): QueryValues {
  const values = new Float64Array(truth.queries.length);
  const weights = new Float64Array(truth.queries.length);
  truth.queries.forEach((query, q) => {
    const wanted = query.truth.map((product) => weight[product]);
    weights[q] = wanted.reduce((sum, w) => sum + w, 0) / wanted.length;
    wanted.sort((a, b) => b - a);
    const found = Array.from(products.subarray(q * cutoff, (q + 1) * cutoff), (product, place) =>
      gain[q * cutoff + place] === 1 ? weight[product] : 0,
    );
    values[q] = discountedGain(found, cutoff) / discountedGain(wanted, cutoff);
  });
  return { values, weights };
}

function inversePropensity(counts: Int32Array | Float64Array): Float64Array {
  return Float64Array.from(counts, (count) => (count + 1) ** -0.5);
}
