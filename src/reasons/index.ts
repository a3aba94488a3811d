/** Why y is, or is not, on the list of x: counts, parts of the score, paths through the graph. */
export { graphMissing } from './graph-findings.js';
export { PairRules } from './pair-rules.js';
export { GRAPH_MILLISECONDS, ReasonService, type ReasonParts } from './reason-service.js';
export { liftSchema, missingSchema, whyAnswerSchema, type GraphMissing, type WhyAnswer } from './why-answer.js';
