/** What a shop is: catalogue, category tree, price bands, interactions, histories. */
export { catalogueFromRows, type Catalogue } from './catalogue.js';
export { groupCategories, ofNearest, pathToRoot, subtrees, type CategoryLevel } from './category-tree.js';
export { EventCensus } from './event-census.js';
export { NO_HISTORY, histories, historyBefore, historyOfProducts, historyWithout, type History } from './histories.js';
export { guessTimeZone } from './guess-time-zone.js';
export { InteractionTable } from './interaction-table.js';
export {
  CART,
  EVENT_TYPES,
  INTERACTION_KINDS,
  PURCHASE,
  type EventFrame,
  type EventType,
  type InteractionKind,
  type Interactions,
  type UserEvent,
} from './interactions.js';
export { priceBands } from './price-bands.js';
export { productsTouched } from './products-touched.js';
export { readShop, type Shop } from './read-shop.js';
export { reboughtShare } from './rebought.js';
export { takenBack, type ProductReturn, type SettledPurchase } from './returns.js';
export { shopNotes } from './shop-notes.js';
export { daysOf, type DayReader } from './time-zone.js';
