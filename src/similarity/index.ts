/** Typed arrays in, scores out: measures of how near two products are, each learned from rows of products or from labels. */
export type { ItemScorer } from './item-scorer.js';
export type { SpectralBasis } from './spectral-basis.js';
export { spectralEmbedding } from './spectral-embedding.js';
export { fitGfCf, gfCfScorer, type GfCf, type GfCfOptions } from './gf-cf.js';
export { alsCosineScorer, alsDefaults, alsFoldInScorer, fitAls, type Als, type AlsOptions } from './als.js';
export { easeScorer, fitEase, type Ease, type EaseOptions } from './ease.js';
export { plainProduct, type MatrixProduct } from './inverse.js';
