/** How a network is learned: sampler, steps, Adam, early stopping, checkpoints. */
export { ADAM_BETAS, adamStepSize } from './adam-step-size.js';
export { bagOfAttributes } from './bag-of-attributes.js';
export type { CheckpointStore } from './checkpoint.js';
export { constantInputs } from './constant-inputs.js';
export { encodeNetwork } from './encode-network.js';
export {
  initialParameters,
  namedParameters,
  type NetworkParameters,
  type TrainedNetwork,
} from './network-parameters.js';
export { OptimiserState } from './optimiser-state.js';
export { QueryBatches } from './query-batches.js';
export { StepInputs } from './step-inputs.js';
export { stepRunner } from './step-runner.js';
export { trainNetwork } from './train-network.js';
export { defaultTrainingConfig, type TrainingConfig } from './training-config.js';
export type { AttributeMatrix, NetworkData, TrainingData } from './training-data.js';
export type { DivergedBatch, TrainingProgress } from './training-hooks.js';
export { trainingTargets } from './training-targets.js';
