/** How good lists are. */
export { listCalibration, type Calibration } from './calibration.js';
export { brandExposure, priceExposure, type GroupExposure } from './exposure-groups.js';
export { firstLists, type ExposureMetric } from './first-lists.js';
export { judge, type Judgement, type Lists, type Truth } from './judge.js';
export { QUERY_METRICS, catalogueValues, queryValues, type Metric, type QueryMetric } from './metrics.js';
export { ndcg } from './ndcg.js';
export { meanOf, type QueryValues } from './query-values.js';
