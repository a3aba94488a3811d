/** The methods that one would use instead, each tuned on a validation split of its own. */
export type { BaselineData } from './baseline-data.js';
export { baselineLists } from './baseline-lists.js';
export type { Baseline, BaselineConfig, BaselineTools } from './baseline.js';
export { baselines } from './registry.js';
export { baselineData } from './split-baseline-data.js';
export { tuneBaseline } from './tune-baseline.js';
