/** The second stage, re-ranking: a log-linear model over the candidates' signals, and what a score is made of. */
export { ProductRanker } from './rank-product.js';
export { PART_NAMES, partsAt, scoreFormula, withholdFew, type ScorePart } from './score-parts.js';
export { rescore, weighs } from './second-stage.js';
export { SIGNALS, type Signal } from './signal-names.js';
export { DEBIAS_AT_ONE, stageAtBalance } from './stage-at-balance.js';
