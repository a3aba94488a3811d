/** Matrices of interactions factorised: ALS, spectra, content; and who is near whom by these. */
export { alsCosineScorer, alsFoldInScorer, fitAls, type AlsOptions } from './als.js';
export type { SpectralBasis } from './basket-spectrum.js';
export { contentNeighbours, fitContent } from './content.js';
export { embeddingScorer, innerProductScorer, type Embeddings } from './embedding-similarity.js';
export { fitGfCf, gfCfScorer } from './gf-cf.js';
export type { ItemScorer } from './item-scorer.js';
export { spectralBasis } from './spectral-basis.js';
export { spectralEmbedding } from './spectral-embedding.js';
