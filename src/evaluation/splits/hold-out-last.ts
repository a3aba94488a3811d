import type { Shop } from '../../shop/index.js';
import { seenProducts } from './seen-products.js';
import type { SplitSettings } from './choices.js';
import type { Held } from './split.js';
import { inHashOrder } from './stable-hash.js';

/**
 * Each user's last event is test, asked from the one before it. The last event of a user whose query cannot be used is
 * no training either.
 */
export function holdOutLast(shop: Shop, categoryGroupOf: Int32Array, { seed }: SplitSettings): Held {
  const { basket, basketUser, product } = shop.interactions;
  const kept = new Uint8Array(product.length).fill(1);
  const pairs: { user: number; product: number; last: number }[] = [];
  for (let e = 1; e < product.length; e++) {
    const user = basketUser[basket[e]];
    if (basketUser[basket[e - 1]] !== user) continue;
    if (e + 1 < product.length && basketUser[basket[e + 1]] === user) continue;
    kept[e] = 0;
    pairs.push({ user, product: product[e - 1], last: product[e] });
  }
  return {
    kept,
    ask: (training) => {
      const known = seenProducts(training);
      const usable = pairs.filter(
        ({ product: x, last: y }) =>
          known[x] === 1 &&
          known[y] === 1 &&
          categoryGroupOf[x] >= 0 &&
          categoryGroupOf[y] >= 0 &&
          categoryGroupOf[x] !== categoryGroupOf[y],
      );
      return {
        known,
        drafts: inHashOrder(usable, ({ user }) => [shop.userIds[user]], seed).map(({ user, product: x, last }) => ({
          product: x,
          user,
          groupKey: String(user),
          truth: [last],
        })),
      };
    },
  };
}
