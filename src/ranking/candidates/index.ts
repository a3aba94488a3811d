/** The first stage, candidate generation: evidence with the network's probability as its prior. */
export { CountedPairs } from './counted-pairs.js';
export { CandidateLinks } from './candidate-links.js';
export {
  candidateAt,
  probabilityAt,
  unlinkedCandidate,
  type Candidate,
  type CandidateProbability,
} from './candidate.js';
export { valuesInRow } from './evidence-row.js';
export { EvidenceTerms } from './evidence-terms.js';
export { FirstStageScores, type FirstStage, type ProductScored } from './first-stage.js';

export { learnedRelations } from './learned-relations.js';
export { ColdProductCandidates } from './cold-product-candidates.js';
export type { PriorContext } from './prior.js';
export type {
  AskingRows,
  MerchantRelation,
  ColdProductNeighbours,
  ProductVectors,
  RankedEvidence,
  RankingInputs,
  SignalSources,
} from './ranking-inputs.js';
export { StrongestSources } from './strongest-sources.js';
