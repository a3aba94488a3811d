/** From ranked candidates to one list: baskets, customers, filters, quotas, diversity. */
export { answerNewcomers } from './answer-newcomers.js';
export { composeList, type ComposedItem, type ListRequest } from './compose-list.js';
export { HISTORY_LENGTH, askFor, weighHistory, type AskedFor, type WeighedProduct } from './history-weights.js';
export { offersOf, type Nearness } from './nearest-products.js';
export { openPolicy, type CategoryPolicy } from './policy.js';
export type { Wishes } from './wishes.js';
