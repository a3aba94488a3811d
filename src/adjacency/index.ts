/** Typed arrays in, typed arrays out: sparse rows, evidence between products, normalisation, blocks and subgraphs. */
export { csrFromEdges, entryCount, rowLength, transpose, type Csr } from './csr.js';
export { bipartiteDegrees, inversePowers, normaliseBipartite, type BipartiteDegrees } from './bipartite.js';
export { normaliseSymmetric, weightedDegrees, withSelfLoops } from './normalise.js';
export {
  BUCKET_WIDTHS,
  bucketWidth,
  fillBlock,
  planBipartite,
  planPropagation,
  type PlanBlock,
  type PropagationPlan,
} from './block-plan.js';
export { kHopClosure, type Subgraph } from './k-hop.js';
export {
  basketCounts,
  basketWeightSums,
  formBaskets,
  type BasketEvents,
  type BasketOptions,
  type Baskets,
} from './baskets.js';
export { gatherEvidence, type Evidence, type EvidenceOptions } from './evidence.js';
export { itemGraph, symmetrise } from './item-graph.js';
export { keepStrongest } from './strongest.js';
export {
  categoryLines,
  ofNearest,
  pathToRoot,
  subtrees,
  type CategoryLevel,
  type CategoryTree,
} from './category-tree.js';
export { categorySupport, type CategorySupport } from './category-support.js';
export { priceBands } from './price-bands.js';
export { gatherHistoryEvidence } from './history-evidence.js';
