/** Graphs and the networks over them: normalisation, degree blocks, layers, filters, rows of the affinity matrix. */
export { AffinityRows } from './affinity-rows.js';
export { BipartitePropagation } from './bipartite-propagation.js';
export { bipartiteDegrees, inversePowers, normaliseBipartite } from './bipartite.js';
export { BUCKET_WIDTHS, fillBlock, planPropagation, type PropagationPlan } from './block-plan.js';
export { encode, type EncodeOptions } from './encode.js';
export { encodeRows } from './encode-rows.js';
export type { EncoderConfig } from './encoder-config.js';
export { inputFeatures, type FeatureConfig } from './features.js';
export type { ChebyshevSeries } from './filter/chebyshev.js';
export { graphFilters, type GraphFilter } from './filter/graph-filter.js';
export { spectralResponse, type SpectralFilter } from './filter/spectral-filter.js';
export { itemGraph, symmetrise } from './item-graph.js';
export { untrainedKernels, type Kernels } from './kernels.js';
export { layerOperator } from './layer.js';
export { modelManifest } from './model-manifest.js';
export { normaliseSymmetric, weightedDegrees, withSelfLoops } from './normalise.js';
