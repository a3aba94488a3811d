/** What a shopkeeper sees in all lists together: who stands on them, who stands first, and which pairs are no more than chance. */
export { isAboveChance, isBelowChance } from './chance.js';
export { ListExposure, type Exposed, type Exposure } from './list-exposure.js';
export { purchaseBaskets, type PurchaseBaskets } from './purchase-baskets.js';
