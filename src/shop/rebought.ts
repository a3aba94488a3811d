import { PURCHASE, type Interactions } from './interactions.js';

/**
 * Share of repeated purchases of a customer, in the mean over all customers who have any in another basket than their first: of
 * these purchases, how many are of a product that the customer has bought in an earlier basket. 0 where no customer has two
 * baskets; guests, who are many under one id, are no customer. Where all of a customer's purchases are one basket, those of another
 * time count as of another.
 */
export function reboughtShare({ basket, basketUser, product, kind, time, unit, guests }: Interactions): number {
  const occasion = (e: number): number => (unit === 'customer' && !Number.isNaN(time[e]) ? time[e] : basket[e]);
  const customers: Purchases[] = [];
  let user = -1;
  for (let e = 0; e < product.length; e++) {
    if (kind[e] !== PURCHASE || guests.includes(basketUser[basket[e]])) continue;
    if (basketUser[basket[e]] !== user) {
      user = basketUser[basket[e]];
      customers.push(new Purchases(occasion(e)));
    }
    customers[customers.length - 1].add(occasion(e), product[e]);
  }
  const again = customers.filter(({ later }) => later > 0);
  return again.reduce((sum, { repeated, later }) => sum + repeated / later, 0) / Math.max(1, again.length);
}

/** What a customer bought, basket by basket. */
class Purchases {
  /** Purchases in other baskets than the first, and those of them that repeat one of an earlier basket. */
  later = 0;
  repeated = 0;
  private readonly firstBought = new Map<number, number>();

  constructor(private readonly first: number) {}

  add(occasion: number, product: number): void {
    const before = this.firstBought.get(product);
    if (before === undefined) this.firstBought.set(product, occasion);
    if (occasion === this.first) return;
    this.later++;
    if (before !== undefined && before !== occasion) this.repeated++;
  }
}
