/** How good lists are: splits of a shop, metrics, the methods to compare with, reports. Columns and numbers in and out. */
export { FullRanking, type UserItemMetrics } from './user-item.js';
export * from './splits/index.js';
export * from './metrics/index.js';
export * from './statistics/index.js';
export * from './peers/index.js';
export * from './rules/index.js';
export * from './results/index.js';
export * from './report/index.js';
export { peerData } from './split-peer-data.js';
