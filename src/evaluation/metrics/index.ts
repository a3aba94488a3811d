export { judge, type Judgement, type Lists, type Truth } from './judge.js';
export { meanOf, type QueryValues } from './query-values.js';
export {
  CATALOGUE_METRICS,
  QUERY_METRICS,
  catalogueValues,
  queryValues,
  type CatalogueMetric,
  type Metric,
  type QueryMetric,
} from './metrics.js';
export { ndcg } from './ndcg.js';
export { debiasedNdcg } from './debiased-ndcg.js';
export { popularHead, byPopularity } from './popularity.js';
export { brandExposure, priceExposure, type GroupExposure } from './exposure-groups.js';
export { calibrate, listCalibration, type Calibration, type CalibrationBin } from './calibration.js';
