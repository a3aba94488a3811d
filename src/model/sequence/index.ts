/** Users: query vectors from the order of what they took. */
export { productSequences, sequenceHidden, sequenceLongest, type ProductSequences } from './product-sequences.js';
export { decayingRecency, meanOfRecent, type RecencyWeights } from './mean-of-recent.js';
export { checkSequenceConfig, defaultSequenceConfig, type SequenceConfig } from './sequence-config.js';
export {
  sequenceTensors,
  sequenceTensorShape,
  untrainedSequenceModel,
  type SequenceModel,
  type SequenceTensor,
} from './sequence-model.js';
export { trainSequenceModel, type SequenceTrainingData, type SequenceTrainingHooks } from './train-sequence-model.js';
export { encodeSequences } from './encode-sequences.js';
export type { UserModel } from './user-model.js';
export { userVector } from './user-vector.js';
