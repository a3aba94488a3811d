/** What the shop pins, buries, blocks and boosts, and when. */
export { CompiledRules, type RuleAnswer } from './compiled-rules.js';
export { RuleBook, ruleVersionAnswerSchema, type RuleVersion } from './rule-book.js';
export { ruleDocumentSchema, type Rule, type RuleDocument } from './rule-document.js';
export type { RulesInForce } from './rule-schedule.js';
