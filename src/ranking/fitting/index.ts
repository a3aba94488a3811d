/** What the weights of both stages are fitted to: questions that were held out. */
export { chooseKindWeights } from './choose-kind-weights.js';
export { calibrate } from './calibrate.js';
export { chooseBalance, type BalancePoint, type BoundCost, type ListedProduct } from './choose-balance.js';
export { CountingLists } from './counting-lists.js';
export { evidenceLikelihood } from './evidence-likelihood.js';
export { foldOf, foldsOf } from './folds.js';
export { fitFirstStage, shippedRanking } from './fit-first-stage.js';
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
export { FEWEST, isBetter, meanGain, weightOfWindow, type Comparison } from './paired-gain.js';
export { timeWindows, type TimeWindow } from './time-windows.js';
export { judgeLists, meanOf } from './judge-lists.js';
export { secondStageQueries, type CandidateTable, type SecondStageQuery } from './second-stage-query.js';
