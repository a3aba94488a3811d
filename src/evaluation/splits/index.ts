/** How a shop is cut into what an engine may see and what it is asked for. */
export { withNewProducts } from './new-products.js';
export type { ProductRelations } from './relation-queries.js';
export { splitShop } from './split-shop.js';
export type { Query, Split } from './split.js';
