/** Rows of products as they are now, between full runs: by their own events, and what the last full run decided for all. */
export { makeEpoch, type Epoch, type FullRun } from './epoch.js';
export { rowsUnderEpoch, type ProductRow } from './rows-under-epoch.js';
export type { TouchedShop } from './touched-shop.js';
