import { discount, discountedGain, idealGain } from '../../core/numerics/index.js';
import type { SecondStageQuery } from './second-stage-query.js';

/** How held-out questions are answered: NDCG of the first ten places, and the same with each truth weighed. */
export interface Judged {
  /** [questions] */
  readonly ndcg: Float64Array;
  /** [questions] the same with each truth weighed, times the mean weight of the question's truths. */
  readonly weighed: Float64Array;
  /** Over all questions, each weighing the mean weight of its truths: a self-normalised inverse-propensity mean. */
  readonly debiasedNdcg: number;
}

const PLACES = 10;

/**
 * Judges lists of product numbers, one a question.
 *
 * @param weight [products] what a right answer counts in the debiased measure: the less, the more it is bought anyway
 */
export function judgeLists(
  queries: readonly SecondStageQuery[],
  listOf: (query: SecondStageQuery) => ArrayLike<number>,
  weight: Float64Array,
): Judged {
  const ndcg = new Float64Array(queries.length);
  const weighed = new Float64Array(queries.length);
  let weights = 0;
  queries.forEach((query, q) => {
    const { wanted } = query;
    const right = new Set(wanted);
    const list = listOf(query);
    let gain = 0;
    let gained = 0;
    for (let place = 0; place < Math.min(PLACES, list.length); place++) {
      if (!right.has(list[place])) continue;
      gain += discount(place);
      gained += weight[list[place]] * discount(place);
    }
    ndcg[q] = gain / idealGain(Math.min(wanted.length, PLACES));
    const ideal = wanted.map((y) => weight[y]).sort((a, b) => b - a);
    const own = ideal.reduce((sum, each) => sum + each, 0) / ideal.length;
    weights += own;
    weighed[q] = (own * gained) / discountedGain(ideal, PLACES);
  });
  const debiased = weighed.reduce((sum, each) => sum + each, 0);
  return { ndcg, weighed, debiasedNdcg: debiased / Math.max(weights, Number.MIN_VALUE) };
}

export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}
