import { INTERACTION_KINDS } from '../../shop/index.js';

export const PURCHASE = INTERACTION_KINDS.indexOf('purchase');
export const CART = INTERACTION_KINDS.indexOf('cart');

/** Purchases and carts: a customer means it. */
export function isStrong(kind: number): boolean {
  return kind === PURCHASE || kind === CART;
}
