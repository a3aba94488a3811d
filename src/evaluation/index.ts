/** How good lists are: the methods to compare with, and the shop's association rules. Typed arrays in, numbers out. */
export * from './peers/index.js';
export * from './rules/index.js';
