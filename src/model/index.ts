/** ONNX Runtime and what runs on it: input features, encoders, rows of the affinity matrix, model versions. */
export { type ExecutionProvider, type ProviderChoice } from './execution-provider.js';
export { OnnxLibrary, type OnnxManifest, type OnnxModelEntry, type OnnxModelName } from './onnx-library.js';
export { OnnxRuntime, type OnnxRuntimeOptions } from './onnx-runtime.js';
export { inputFeatures, type FeatureConfig, type FeatureNodes } from './features.js';
export { checkEncoderConfig, layerCount, type EncoderConfig, type LayerKind } from './encoder-config.js';
export { untrainedKernels, type Kernels } from './kernels.js';
export { encode } from './encode.js';
export { modelManifest, type ModelContent, type ModelEnvironment, type ModelManifest } from './model-manifest.js';
export { AffinityRows } from './affinity-rows.js';
export { Checkpoints, ModelStore, type ModelId, type ModelSummary, type StoredModel } from './store/index.js';
export { DenseProducts } from './dense-products.js';
export { spectralBasis, type SpectralOptions } from './spectral/spectral-basis.js';
export { bspm, chebyCf, gfCf, graphFilters, linearFilter, type GraphFilter } from './filter/graph-filter.js';
export { fromMonomials, interpolate, plateau, response, type ChebyshevSeries } from './filter/chebyshev.js';
export { FilterScores } from './filter/filter-scores.js';
