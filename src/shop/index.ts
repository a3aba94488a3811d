/** A shop in columns, whether it comes from Neo4j or from files: the catalogue and what customers did. */
export { catalogueFromRows, type Catalogue, type CatalogueRows, type CategoryRelation } from './catalogue.js';
export { NO_HISTORY, histories, historyBefore, historyOfProducts, historyWithout, type History } from './histories.js';
export { INTERACTION_KINDS, type BasketUnit, type Interactions } from './interactions.js';
export { reboughtShare } from './rebought.js';
export { InteractionTable, type UserEvent } from './interaction-table.js';
export { readShop, type Shop, type ShopFiles } from './read-shop.js';
