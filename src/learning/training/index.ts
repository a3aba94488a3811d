/** How a model is learned: batches, candidates, steps of Adam, early stopping, checkpoints; and the item network. */
export { ADAM_BETAS, AdamInputs } from './adam.js';
export { AdamState, type ParameterValues } from './adam-state.js';
export { batchTargets } from './candidates/batch-targets.js';
export type { CandidateSampler, CandidateSet } from './candidates/candidate-set.js';
export { RejectionSampler } from './candidates/rejection-sampler.js';
export type { CheckpointStore } from './checkpoint.js';
export { bagOfAttributes, type AttributeFamily } from './network/bag-of-attributes.js';
export { constantInputs } from './network/constant-inputs.js';
export { encodeNetwork, encoderOf, networkInputs } from './network/encode-network.js';
export { NetworkInputs } from './network/network-inputs.js';
export {
  initialParameters,
  namedParameters,
  shapedParameters,
  type NetworkParameters,
  type TrainedNetwork,
} from './network/network-parameters.js';
export { trainNetwork } from './network/train-network.js';
export { defaultTrainingConfig, type TrainingConfig } from './network/training-config.js';
export type { AttributeMatrix, NetworkData, TrainingData } from './network/training-data.js';
export type { DivergedBatch } from './network/training-hooks.js';
export { trainingTargets } from './network/training-targets.js';
export { ShuffledBatches } from './shuffled-batches.js';
export { stepRunner } from './step-runner.js';
export { train } from './trainer.js';
export type { StepInputs, StepSources, TrainingProgress, TrainingSchedule, TrainingTask } from './training-task.js';
