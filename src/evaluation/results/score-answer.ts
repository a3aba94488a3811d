import {
  brandExposure,
  catalogueValues,
  firstLists,
  judge,
  listCalibration,
  meanOf,
  priceExposure,
  queryValues,
  QUERY_METRICS,
  type QueryMetric,
  type QueryValues,
} from '../metrics/index.js';
import type { PurchaseBaskets } from '../../ranking/exposure/index.js';
import type { Split } from '../splits/index.js';
import { byCategoryPair, byPopularityDecile, coldQueries } from '../statistics/index.js';
import type { MethodAnswer, MethodResult, NamedCategoryPair } from './evaluation.js';

/** A method's result before it is compared with others, and what a comparison needs. */
export interface ScoredAnswer {
  readonly result: Omit<MethodResult, 'intervals' | 'reference'>;
  readonly values: Readonly<Record<'ndcg' | 'debiasedNdcg', QueryValues>>;
}

const PAIRS = 12;
const BRANDS = 10;

/**
 * Everything that a method's own lists say.
 *
 * @param baskets the purchases of the split's training part
 */
export function scoreAnswer(
  split: Split,
  baskets: PurchaseBaskets,
  answer: MethodAnswer,
  cutoff: number,
): ScoredAnswer {
  const { products, categories } = split.training.catalogue;
  const judgement = judge(split, answer.lists, cutoff);
  const values = queryValues(judgement);
  const means = Object.fromEntries(
    (Object.keys(QUERY_METRICS) as QueryMetric[]).map((metric) => [metric, meanOf(values[metric])]),
  ) as Record<QueryMetric, number>;
  const part = (chosen: Uint8Array): { queries: number; ndcg: number } => ({
    queries: chosen.reduce((sum, each) => sum + each, 0),
    ndcg: meanOf(values.ndcg, chosen),
  });
  const ofPool = (pool: 'all' | 'new'): Uint8Array =>
    Uint8Array.from(split.queries, (query) => (query.pool === pool ? 1 : 0));
  const { name, kind, config, seconds } = answer;
  return {
    values,
    result: {
      name,
      kind,
      config,
      seconds,
      metrics: { ...means, ...catalogueValues(judgement), ...firstLists(judgement, baskets) },
      cold: part(coldQueries(split)),
      pools: split.isNew.includes(1) ? { all: part(ofPool('all')), new: part(ofPool('new')) } : undefined,
      deciles: byPopularityDecile(split, values.ndcg),
      categoryPairs: byCategoryPair(judgement, PAIRS).map(({ source, target, ...pair }): NamedCategoryPair => {
        return { source: categories.names[source], target: categories.names[target], ...pair };
      }),
      brands: brandExposure(judgement, products.brands).slice(0, BRANDS),
      prices: priceExposure(judgement, products.prices),
      calibration: listCalibration(judgement, answer.lists),
    },
  };
}
