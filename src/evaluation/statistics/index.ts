/** How sure that is: intervals, paired comparisons. */
export { bootstrapMeans, interval95, type Interval } from './bootstrap.js';
export { byCategoryPair, type CategoryPair } from './category-pairs.js';
export { compareSystems, type Comparison } from './compare-systems.js';
export { groupSums } from './group-sums.js';
export { COLD, byPopularityDecile, coldQueries, type PopularityBand } from './popularity-deciles.js';
