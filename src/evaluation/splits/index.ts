export { PROTOCOLS, SPLIT_SETTINGS, type Protocol, type SplitSettings } from '../choices.js';
export type { Query, Split } from './split.js';
export { splitShop, type SplitRequest } from './split-shop.js';
export { withNewProducts } from './new-products.js';
export { pickProtocol } from './pick-protocol.js';
export type { ProductRelations } from './relation-queries.js';
