/** Who was taken with what: baskets, and the evidence of products for each other. */
export {
  basketClock,
  basketWeightSums,
  buyerCounts,
  formBaskets,
  type BasketClock,
  type BasketOptions,
  type Baskets,
} from './baskets.js';
export { categoryLift, liftByChance, type CategoryLift } from './category-lift.js';
export { CategoryLiftRows } from './category-lift-rows.js';
export { CategorySupport } from './category-support.js';
export { dayShares } from './day-shares.js';
export { basketDemand, type DemandOptions } from './demand.js';
export { pairDirections } from './direction.js';
export { gatherEvidence, type Evidence, type EvidenceOptions } from './evidence.js';
export { PairCounter, basketHolders, type BasketHolders } from './pair-counter.js';
export type { PairCount, PairCounts } from './pair-counts.js';
