import { PURCHASE } from './interactions.js';
import type { BasketGrouping } from './basket-grouping.js';

/** Baskets at least that are judged by what they hold. */
const LEAST_BASKETS = 20;
/** Ids that name lines: fewer of their baskets than this share hold two products. */
const NEXT_TO_NONE = 0.02;
/** A coarser grouping is another basket where this share of its baskets do. */
const ENOUGH = 0.05;

/**
 * The finest of some groupings, the finest first, whose baskets hold several products: where each order id is the id of a line,
 * or the shop sells one product at a time, sessions, days or customers take their place. The finest where none does.
 */
export function chooseGrouping(
  groupings: readonly BasketGrouping[],
  product: Int32Array,
  kind: Uint8Array,
): BasketGrouping {
  const [finest, ...coarser] = groupings;
  const { baskets, share } = severalProducts(finest, product, kind);
  if (baskets < LEAST_BASKETS || share >= NEXT_TO_NONE) return finest;
  return coarser.find((grouping) => severalProducts(grouping, product, kind).share >= ENOUGH) ?? finest;
}

/** How many baskets have a purchase, and the share of them in which two products were bought. */
function severalProducts(
  grouping: BasketGrouping,
  product: Int32Array,
  kind: Uint8Array,
): { readonly baskets: number; readonly share: number } {
  const { basket, basketTime } = grouping.finish();
  const first = new Int32Array(basketTime.length).fill(-1);
  const several = new Uint8Array(basketTime.length);
  for (let e = 0; e < basket.length; e++) {
    if (kind[e] !== PURCHASE) continue;
    const b = basket[e];
    if (first[b] < 0) first[b] = product[e];
    else if (first[b] !== product[e]) several[b] = 1;
  }
  const baskets = first.reduce((sum, bought) => sum + (bought >= 0 ? 1 : 0), 0);
  return { baskets, share: several.reduce((sum, each) => sum + each, 0) / Math.max(1, baskets) };
}
