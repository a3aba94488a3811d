/** What the weights of both stages are fitted to: questions that were held out. */
export { chooseKindWeights } from './choose-kind-weights.js';
export { chooseSecondStage, type DebiasPoint } from './choose-second-stage.js';
export { CountingLists, type CountedPairs } from './counting-lists.js';
export { UNFITTED, fitFirstStage } from './fit-first-stage.js';
export type { SecondStageQuery } from './fit-second-stage.js';
export {
  basketHashes,
  drawQueries,
  holdOut,
  withoutBaskets,
  type HeldOutQuery,
  type HeldOutSource,
  type HoldOut,
  type HoldOutOptions,
} from './hold-out.js';
export { kindLikelihood, type NextProduct } from './kind-likelihood.js';
export { isBetter, meanGain, type Comparison } from './paired-gain.js';
export { dayShares, timeWindows, type TimeWindow } from './time-windows.js';
