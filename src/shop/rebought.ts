import { PURCHASE, type Interactions } from './interactions.js';

/**
 * Share of repeated purchases: of those in other baskets than a customer's first, how many are of a product that the
 * customer has bought in an earlier one. 0 where no customer has two baskets.
 */
export function reboughtShare({ basket, basketUser, product, kind }: Interactions): number {
  let later = 0;
  let repeated = 0;
  let user = -1;
  let firstBasket = -1;
  let firstBought = new Map<number, number>();
  for (let e = 0; e < product.length; e++) {
    if (kind[e] !== PURCHASE) continue;
    if (basketUser[basket[e]] !== user) {
      user = basketUser[basket[e]];
      firstBasket = basket[e];
      firstBought = new Map();
    }
    const before = firstBought.get(product[e]);
    if (before === undefined) firstBought.set(product[e], basket[e]);
    if (basket[e] === firstBasket) continue;
    later++;
    if (before !== undefined && before !== basket[e]) repeated++;
  }
  return later === 0 ? 0 : repeated / later;
}
