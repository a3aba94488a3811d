/** How a network is learned: sampler, steps, Adam, early stopping, checkpoints. */
export { ADAM_BETAS, adamStepSize } from './adam-step-size.js';
export { bagOfAttributes } from './network/bag-of-attributes.js';
export type { CheckpointStore } from './checkpoint.js';
export { constantInputs } from './network/constant-inputs.js';
export { encodeNetwork } from './network/encode-network.js';
export {
  initialParameters,
  namedParameters,
  type NetworkParameters,
  type TrainedNetwork,
} from './network/network-parameters.js';
export { OptimiserState } from './optimiser-state.js';
export { QueryBatches } from './query-batches.js';
export { StepInputs } from './network/step-inputs.js';
export { stepRunner } from './step-runner.js';
export { trainNetwork } from './network/train-network.js';
export { defaultTrainingConfig, type TrainingConfig } from './network/training-config.js';
export type { AttributeMatrix, NetworkData, TrainingData } from './network/training-data.js';
export type { DivergedBatch, TrainingProgress } from './training-hooks.js';
export { trainingTargets } from './network/training-targets.js';
