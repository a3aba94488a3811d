/** What the weights of both stages are fitted to: questions that were held out. */
export { chooseKindWeights } from './choose-kind-weights.js';
export { chooseSecondStage, type DebiasPoint } from './choose-second-stage.js';
export { evidenceLikelihood } from './evidence-likelihood.js';
export { UNFITTED, fitFirstStage } from './fit-first-stage.js';
export type { SecondStageQuery } from './fit-second-stage.js';
export { holdOut, type HeldOutQuery, type HoldOut, type HoldOutOptions } from './hold-out.js';
export { kindLikelihood, type NextProduct } from './kind-likelihood.js';
