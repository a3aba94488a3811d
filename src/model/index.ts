/** ONNX Runtime and what runs on it: input features, encoders, rows of the affinity matrix, model versions. */
export { type ExecutionProvider, type ProviderChoice } from './execution-provider.js';
export { OnnxLibrary, type OnnxManifest, type OnnxModelEntry, type OnnxModelName } from './onnx-library.js';
export { OnnxRuntime, type OnnxRuntimeOptions } from './onnx-runtime.js';
export { inputFeatures, type FeatureConfig, type FeatureNodes } from './features.js';
export { checkEncoderConfig, layerCount, type EncoderConfig, type LayerKind } from './encoder-config.js';
export { untrainedKernels, type Kernels } from './kernels.js';
export { encode } from './encode.js';
export { canonicalJson } from './canonical-json.js';
export { modelManifest, type ModelContent, type ModelEnvironment, type ModelManifest } from './model-manifest.js';
export { AffinityRows } from './affinity-rows.js';
export { Checkpoints, ModelStore, type ModelId, type ModelSummary, type StoredModel } from './store/index.js';
export { DenseProducts } from './dense-products.js';
export { spectralBasis, type SpectralOptions } from './spectral/spectral-basis.js';
export { bspm, chebyCf, gfCf, graphFilters, linearFilter, type GraphFilter } from './filter/graph-filter.js';
export { fromMonomials, interpolate, plateau, response, type ChebyshevSeries } from './filter/chebyshev.js';
export { spectralResponse, type SpectralFilter } from './filter/spectral-filter.js';
export { FilterScores } from './filter/filter-scores.js';
export {
  TRAINING_DEPTHS,
  defaultTrainingConfig,
  type TrainingConfig,
  type TrainingDepth,
} from './training/training-config.js';
export type { AttributeMatrix, NetworkData, TrainingData } from './training/training-data.js';
export type { NetworkParameters, TrainedNetwork } from './training/network-parameters.js';
export { trainNetwork } from './training/train-network.js';
export type { DivergedBatch, TrainingHooks, TrainingProgress } from './training/training-hooks.js';
export type { CheckpointStore } from './training/checkpoint.js';
export { encodeNetwork } from './training/encode-network.js';
export { bagOfAttributes, type AttributeFamily } from './training/bag-of-attributes.js';
export * from './sequence/index.js';
