/** What a shopkeeper sees in all lists together: who stands on them, who stands first, and which pairs are no more than chance. */
export { boundedOrder, fallingScores } from './bounded-order.js';
export { exposurePrices, type ExposurePrices, type PricedList } from './exposure-prices.js';
export { isAboveChance, isBelowChance } from './chance.js';
export { ListExposure, type Exposed, type Exposure } from './list-exposure.js';
export { purchaseBaskets, type PurchaseBaskets } from './purchase-baskets.js';
