import { csrFromEdges } from '../../core/numerics/index.js';
import { CART, PURCHASE, type Shop } from '../../shop/index.js';

/** 1 for each product with an event, of the kinds that `counts` accepts. */
export function seenProducts(shop: Shop, counts: (kind: number) => boolean = () => true): Uint8Array {
  const seen = new Uint8Array(shop.catalogue.products.ids.length);
  const { product, kind } = shop.interactions;
  for (let e = 0; e < product.length; e++) if (counts(kind[e])) seen[product[e]] = 1;
  return seen;
}

/** How many baskets hold each product as a purchase; where the shop has carts, as a purchase or a cart. */
export function purchaseCounts(shop: Shop): Int32Array {
  return countsAmong(shop, Int32Array.from(shop.interactions.kind.keys()));
}

/** The same of the newest tenth of the events; a tenth of all counts where there are no times. */
export function recentPurchaseCounts(shop: Shop): Float64Array {
  const { time } = shop.interactions;
  const times = time.filter((at) => !Number.isNaN(at)).sort();
  if (times.length === 0) return Float64Array.from(purchaseCounts(shop), (count) => count / 10);
  const edge = times[times.length - Math.floor(times.length / 10) - 1];
  return Float64Array.from(
    countsAmong(
      shop,
      Int32Array.from(time.keys()).filter((event) => time[event] >= edge),
    ),
  );
}

function countsAmong({ catalogue, interactions }: Shop, chosen: Int32Array): Int32Array {
  const { basket, product, kind } = interactions;
  const most = chosen.some((event) => kind[event] === CART) ? CART : PURCHASE;
  const events = chosen.filter((event) => kind[event] <= most);
  const contents = csrFromEdges({
    rows: interactions.basketTime.length,
    width: catalogue.products.ids.length,
    sources: events.map((event) => basket[event]),
    targets: events.map((event) => product[event]),
    combine: Math.max,
  });
  const counts = new Int32Array(contents.width);
  for (const column of contents.columns) counts[column]++;
  return counts;
}
