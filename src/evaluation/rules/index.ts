/** Association rules by FP-growth. */
export { associationRules, type AssociationRule } from './association-rules.js';
