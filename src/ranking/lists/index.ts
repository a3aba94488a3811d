/** From ranked candidates to one list: baskets, customers, filters, quotas, diversity. */
export { answerColdProducts } from './answer-cold-products.js';
export { composeList, type ComposedItem, type ListRequest } from './compose-list.js';
export type { HistoryUse } from './history-use.js';
export { HISTORY_LENGTH, askFor, weighHistory, type AskedFor, type WeighedProduct } from './history-weights.js';
export { offersOf, type Nearness } from './nearest-products.js';
export { openPolicy, type CategoryPolicy } from './policy.js';
export type { Wishes } from './wishes.js';
