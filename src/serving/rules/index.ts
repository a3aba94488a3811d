/** What the shop pins, buries, blocks and boosts, and when. */
export { CompiledRules, type RuleAnswer } from './compiled-rules.js';
export { RuleBook } from './rule-book.js';
export type { RuleHistoryPage } from './rule-history.js';
export {
  countActions,
  ruleVersionAnswerSchema,
  ruleVersionEntrySchema,
  type RuleVersion,
  type RuleVersionEntry,
} from './rule-version.js';
export { findUnknownNames, ruleWarningSchema, type RuleWarning } from './unknown-names.js';
export { ruleDocumentSchema, type Rule, type RuleDocument } from './rule-document.js';
export type { RulesInForce } from './rule-schedule.js';
