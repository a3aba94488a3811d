/** Typed arrays in, scores out: measures of how near two products are, each learned from rows of products or from labels. */
export type { ItemScorer } from './item-scorer.js';
export type { SpectralBasis } from './spectral-basis.js';
export { spectralEmbedding } from './spectral-embedding.js';
export { fitGfCf, gfCfScorer, type GfCf, type GfCfOptions } from './gf-cf.js';
export { alsCosineScorer, alsDefaults, alsFoldInScorer, fitAls, type Als, type AlsOptions } from './als.js';
export { easeScorer, fitEase, type Ease, type EaseOptions } from './ease.js';
export { plainProduct, type MatrixProduct } from './inverse.js';
export { coOccurrence, rowsHolding, weightHolding, type CoOccurrence } from './co-occurrence.js';
export { ageDecay } from './age-decay.js';
export { fitPopularity, popularityScorer, type PopularityOptions } from './popularity.js';
export { categoryPopularityScorer, fitCategoryPopularity, type CategoryPopularity } from './category-popularity.js';
export { coCountScorer } from './co-count.js';
export {
  conditionalProbabilityScorer,
  fitConditionalProbability,
  type ConditionalProbability,
} from './conditional-probability.js';
export { fitLift, liftScorer, type Lift, type LiftOptions } from './lift.js';
export {
  fitPointwiseMutualInformation,
  pointwiseMutualInformationScorer,
  type PointwiseMutualInformation,
} from './pointwise-mutual-information.js';
export { scaledCoOccurrenceScorer, type ScaledCoOccurrence } from './scaled-co-occurrence.js';
export { fitCosineNeighbours } from './cosine-neighbours.js';
export { fitPearsonNeighbours, pearsonNeighboursScorer, type PearsonNeighbours } from './pearson-neighbours.js';
export { fitTfIdfNeighbours } from './tf-idf-neighbours.js';
export { fitBm25Neighbours, type Bm25Options } from './bm25-neighbours.js';
export { fitIdfOverlap, idfOverlapScorer, type IdfOverlap } from './idf-overlap.js';
export { labelRows, type LabelColumn } from './label-rows.js';
export { meanScorer } from './mean-scorer.js';
export { fitRp3Beta, rp3BetaScorer, type Rp3Beta, type Rp3BetaOptions } from './rp3beta.js';
export {
  fitPersonalisedPageRank,
  personalisedPageRankScorer,
  type PageRankOptions,
  type PersonalisedPageRank,
} from './personalised-pagerank.js';
export { embeddingScorer, unitRows, type Embeddings, type EmbeddingSimilarity } from './embedding-similarity.js';
export { fitFastRp, type FastRpOptions } from './fast-rp.js';
export { fitItem2Vec, item2VecScorer, type Item2Vec, type Item2VecOptions } from './item2vec.js';
export { fitLightGcn, type LightGcnOptions } from './light-gcn.js';
export {
  contentNeighbours,
  contentScorer,
  defaultContentWeights,
  fitContent,
  type ContentData,
  type ContentInputs,
  type ContentNeighbours,
  type ContentWeights,
} from './content.js';
export { innerProduct } from './inner-product.js';
