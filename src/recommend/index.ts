/** Typed arrays in, lists out: scores, category policy, fallbacks and reasons. */
export { composeList, type ComposedItem, type ItemSource, type ListRequest } from './compose-list.js';
export type { HistoryUse } from './history-use.js';
export { HISTORY_LENGTH, askFor, weighHistory, type AskedFor, type WeighedProduct } from './history-weights.js';
export type { Candidate } from './candidate.js';
export { mergeCandidates, type WeightedList } from './merge-candidates.js';
export { offersOf, type Nearness } from './nearest-products.js';
export type { Sampling } from './sample-order.js';
export type { Wishes } from './wishes.js';
export { placeInRow } from './evidence-row.js';
export { answerNewcomers } from './answer-newcomers.js';
export { PolicyFilter, openPolicy, type CategoryPolicy } from './policy.js';
export { lift, reasonText, type ReasonFacts } from './reason.js';
export { MIN_PEOPLE, MOST_MIN_PEOPLE, tellCount, tellSize, type ToldCount } from './told-count.js';
export { categoryLift } from './category-lift.js';
export { learnedRelations } from './learned-relations.js';
export { wilsonInterval } from './wilson-interval.js';
export { UNFITTED, fitRanking } from './fit-ranking.js';
export type { FitInputs } from './softmax-fit.js';
export { holdOut, type HeldOutQuery, type HoldOut, type HoldOutOptions } from './hold-out.js';
export { SIGNALS, type Signal } from './signal-names.js';
export { SignalReader, type FirstStage, type ProductVectors, type SignalSources } from './signals.js';
export { discountedGain, discounts, idealGains } from './discounted-gain.js';
export { evidenceLikelihood } from './evidence-likelihood.js';
export { kindLikelihood, type KindLikelihood, type NextProduct } from './next-likelihood.js';
export { chooseKindWeights } from './choose-kind-weights.js';
export { fitSecondStage, type SecondStageQuery } from './fit-second-stage.js';
export {
  chooseSecondStage,
  type ChosenSecondStage,
  type DebiasChoice,
  type DebiasPoint,
} from './choose-second-stage.js';
export { rescore, weighs, type SecondStage } from './second-stage.js';
export {
  PART_NAMES,
  partsAt,
  scoreFormula,
  withholdFew,
  type FewPeople,
  type ScoreFormula,
  type ScorePart,
} from './score-parts.js';
export { liftInterval, type LiftInterval, type PairCounts } from './lift-interval.js';
export { StrongestSources } from './strongest-sources.js';
export type { PriorContext, PriorWeights, RankingModel } from './prior.js';
export { ProductRanker } from './rank-product.js';
export type { MerchantRelation, NewcomerNeighbours, RankingInputs } from './ranking-inputs.js';
export { TopPlaces } from './top-places.js';
