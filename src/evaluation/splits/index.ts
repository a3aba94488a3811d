export { PROTOCOLS, SPLIT_SETTINGS, type Protocol, type Query, type Split, type SplitSettings } from './split.js';
export { splitShop, type SplitRequest } from './split-shop.js';
export { withNewProducts } from './new-products.js';
export { pickProtocol } from './pick-protocol.js';
export type { ProductRelations } from './relation-queries.js';
