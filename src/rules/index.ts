/** What a merchant wants of lists: pins, blocks and boosts with dates, versioned in Redis, applied when a list is read. */
export { CompiledRules, type RuleAnswer } from './compiled-rules.js';
export { RuleBook, ruleVersionAnswerSchema, type RuleBookOptions, type RuleVersion } from './rule-book.js';
export { ruleDocumentSchema, type Rule, type RuleDocument } from './rule-document.js';
export { rulesInForce, type RulesInForce } from './rule-schedule.js';
