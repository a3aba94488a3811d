/** Association rules by FP-growth. */
export { associationRules } from './association-rules.js';
