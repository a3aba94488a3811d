/** Answers scored: one evaluation. */
export { evaluateAnswers } from './evaluate-answers.js';
export type { Evaluation, MethodAnswer, MethodConfig, MethodKind, MethodResult, NamedRule } from './evaluation.js';
export { shopRules } from './shop-rules.js';
