/** Rules of the form "who buys these also buys that", found in baskets: a report of its own, beside the engine's lists. */
export { associationRules, defaultRuleOptions, type AssociationRule, type RuleOptions } from './association-rules.js';
export { frequentItemsets, type ItemsetOptions } from './frequent-itemsets.js';
