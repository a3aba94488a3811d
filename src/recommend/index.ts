/** Typed arrays in, lists out: scores, category policy, fallbacks and reasons. */
export { composeList, type ComposedItem, type ItemSource, type ListRequest } from './compose-list.js';
export { mergeCandidates, type MergedCandidate } from './merge-candidates.js';
export { PolicyFilter, type CategoryPolicy } from './policy.js';
export { lift, reasonText, type ReasonFacts } from './reason.js';
