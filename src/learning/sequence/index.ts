/** Customers as sequences: the mean of their latest products, or what a BiLSTM makes of them. */
export { encodeSequences } from './encode-sequences.js';
export { decayingRecency, meanOfRecent, type RecencyWeights } from './mean-of-recent.js';
export { productSequences, sequenceHidden, sequenceLongest, type ProductSequences } from './product-sequences.js';
export { defaultSequenceConfig, type SequenceConfig } from './sequence-config.js';
export { sequenceTensorShape, sequenceTensors, type SequenceModel, type SequenceTensor } from './sequence-model.js';
export { trainSequenceModel } from './train-sequence-model.js';
export type { UserModel } from './user-model.js';
export { userVector } from './user-vector.js';
