/** How sure that is: intervals, paired comparisons. */
export { bootstrapMeans, interval95, type Interval } from './bootstrap.js';
export { byCategoryPair } from './category-pairs.js';
export { compareSystems, type Comparison } from './compare-systems.js';
export { groupSums } from './group-sums.js';
export { byPopularityDecile, coldQueries, type PopularityBand } from './popularity-deciles.js';
