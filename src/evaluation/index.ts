/** Measuring, pure: typed arrays and numbers in and out. */
export { FullRanking, type UserItemMetrics } from './user-item.js';
