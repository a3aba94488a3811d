import { averagePrecision } from './average-precision.js';
import { categoryDiversity } from './category-diversity.js';
import { debiasedNdcg, debiasedNdcgRecent } from './debiased-ndcg.js';
import { coverage, exposureGini } from './exposure.js';
import type { ExposureMetric } from './first-lists.js';
import { f1 } from './f1.js';
import { hitRate } from './hit-rate.js';
import type { Judgement } from './judge.js';
import { ndcg } from './ndcg.js';
import { novelty, popularityPercentile } from './novelty.js';
import { precision } from './precision.js';
import type { QueryValues } from './query-values.js';
import { recall } from './recall.js';
import { reciprocalRank } from './reciprocal-rank.js';
import { rocAuc } from './roc-auc.js';
import { tailRecall } from './tail-recall.js';
import { filledPlaces, violations } from './violations.js';

/** The metrics with a value per query, by the names that results carry. */
export const QUERY_METRICS = {
  ndcg,
  debiasedNdcg,
  debiasedNdcgRecent,
  recall,
  precision,
  f1,
  hitRate,
  reciprocalRank,
  averagePrecision,
  rocAuc,
  tailRecall,
  categoryDiversity,
  novelty,
  popularityPercentile,
  violations,
  filledPlaces,
} as const satisfies Readonly<Record<string, (judgement: Judgement) => QueryValues>>;

/** The metrics of all lists together. */
export const CATALOGUE_METRICS = { coverage, exposureGini } as const satisfies Readonly<
  Record<string, (judgement: Judgement) => number>
>;

export type QueryMetric = keyof typeof QUERY_METRICS;
export type CatalogueMetric = keyof typeof CATALOGUE_METRICS;
export type Metric = QueryMetric | CatalogueMetric | ExposureMetric;

/** Each metric's value per query. */
export function queryValues(judgement: Judgement): Record<QueryMetric, QueryValues> {
  return mapValues(QUERY_METRICS, (metric) => metric(judgement));
}

export function catalogueValues(judgement: Judgement): Record<CatalogueMetric, number> {
  return mapValues(CATALOGUE_METRICS, (metric) => metric(judgement));
}

function mapValues<Key extends string, From, To>(record: Readonly<Record<Key, From>>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries<From>(record).map(([key, value]) => [key, map(value)])) as Record<Key, To>;
}
