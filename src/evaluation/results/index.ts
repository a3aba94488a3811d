export { shopRules } from './shop-rules.js';
export {
  METHOD_KINDS,
  type Evaluation,
  type MethodAnswer,
  type MethodConfig,
  type MethodKind,
  type MethodResult,
  type NamedCategoryPair,
  type NamedRule,
} from './evaluation.js';
export { evaluateAnswers, type EvaluationSettings } from './evaluate-answers.js';
