/** How good lists are: splits of a shop, metrics, statistics. Columns and numbers in and out. */
export * from './splits/index.js';
export * from './metrics/index.js';
export * from './statistics/index.js';
export * from './results/index.js';
export * from './report/index.js';
