/** Who was taken with what: baskets, and the evidence of products for each other. */
export { basketWeightSums, formBaskets, type BasketOptions, type Baskets } from './baskets.js';
export { categorySupport, type CategorySupport } from './category-support.js';
export { gatherEvidence, type Evidence, type EvidenceOptions } from './evidence.js';
