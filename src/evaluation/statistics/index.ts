export { groupSums, type GroupSums } from './group-sums.js';
export { RESAMPLE, bootstrapMeans, interval95, quantile, type Interval, type ResampleOptions } from './bootstrap.js';
export { COMPARE, compareSystems, type Comparison } from './compare-systems.js';
export { byPopularityDecile, coldQueries, type PopularityBand } from './popularity-deciles.js';
export { byCategoryPair, type CategoryPair } from './category-pairs.js';
