/** Why y stands on x's list: counts, the parts of the score, paths through the graph. */
export { graphMissing } from './graph-findings.js';
export { PairRules } from './pair-rules.js';
export { GRAPH_MILLISECONDS, ReasonService } from './reason-service.js';
export { liftSchema, missingSchema, whyAnswerSchema, type GraphMissing, type WhyAnswer } from './why-answer.js';
