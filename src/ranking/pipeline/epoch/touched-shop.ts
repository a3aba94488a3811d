import type { Catalogue, Interactions } from '../../../shop/index.js';

/**
 * Some products as the graph has them now, with all that their rows read of it. Numbers of products and categories are the
 * epoch's; what came since has the numbers after these, in the order in which it came.
 */
export interface TouchedShop {
  /** Numbers of the products whose rows are wanted, ascending. */
  readonly products: Int32Array;
  /** What the catalogue says of each of these. */
  readonly cards: Catalogue['products'];
  /** The epoch's categories as they were, and those that came since. */
  readonly categories: Catalogue['categories'];
  /** All products that have a number. */
  readonly known: number;
  /** All events of everybody who met any of the products, grouped as in the epoch. */
  readonly interactions: Interactions;
}
