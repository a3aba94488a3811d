import { DAY } from '../core/index.js';
import { csrFromEdges, rowLength, type Csr } from '../core/numerics/index.js';
import { PURCHASE, type Interactions } from './interactions.js';

/** Ids at most that a shop books its guests on: of the web, of the tills, of a marketplace. */
const MOST_IDS = 3;
/** A guest id has at least so many orders, and such a share of all. */
const LEAST_ORDERS = 20;
const LEAST_SHARE = 0.05;
/** How many times as many orders as any customer a guest id has at least, in a shop of at least so many customers. */
const TIMES_OTHERS = 5;
const LEAST_CUSTOMERS = 20;
/** How much more alike a guest id's orders may be than orders of different customers are. */
const ALIKE = 2;
/** The share at least of the days that as many orders of different customers would fall on. */
const SPREAD = 0.5;

/**
 * Numbers of the users who are no person but all who buy as guests: an empty or made-up customer id. Told by what they do, as
 * shops call them what they will: far more orders than anybody else has, no more alike than those of strangers are, and on as
 * many days.
 */
export function guestUsers(interactions: Omit<Interactions, 'guests'>): number[] {
  const orders = new Orders(interactions);
  const byOrders = [...orders.of.keys()].sort((a, b) => orders.count(b) - orders.count(a) || a - b);
  const customers = byOrders.filter((user) => orders.count(user) > 0).length;
  if (customers < LEAST_CUSTOMERS) return [];
  for (let ids = MOST_IDS; ids > 0; ids--) {
    const guests = byOrders.slice(0, ids);
    const least = Math.max(LEAST_ORDERS, LEAST_SHARE * orders.total, TIMES_OTHERS * orders.count(byOrders[ids]));
    if (guests.every((user) => orders.count(user) >= least && orders.areOfStrangers(user))) {
      return guests.sort((a, b) => a - b);
    }
  }
  return [];
}

/** Each user's baskets with a purchase. */
class Orders {
  /** Basket numbers by user. */
  readonly of: readonly (readonly number[])[];
  readonly total: number;
  /** [baskets, products]: what was bought in each. */
  private readonly bought: Csr;
  private readonly day: Float64Array;

  constructor({ basket, product, kind, basketTime, basketUser, users }: Omit<Interactions, 'guests'>) {
    const purchases = Int32Array.from(kind.keys()).filter((e) => kind[e] === PURCHASE);
    this.bought = csrFromEdges({
      rows: basketTime.length,
      width: 1 + product.reduce((last, each) => Math.max(last, each), -1),
      sources: purchases.map((e) => basket[e]),
      targets: purchases.map((e) => product[e]),
      combine: () => 1,
    });
    const of = Array.from({ length: users }, (): number[] => []);
    basketUser.forEach((user, b) => {
      if (rowLength(this.bought, b) > 0) of[user].push(b);
    });
    this.of = of;
    this.day = basketTime.map((time) => Math.floor(time / DAY));
    this.total = of.reduce((sum, baskets) => sum + baskets.length, 0);
  }

  count(user: number): number {
    return this.of[user].length;
  }

  /** Whether a user's orders are no more alike than the other users' are, and on as many days. */
  areOfStrangers(user: number): boolean {
    const own = this.of[user];
    const others = this.of.flatMap((baskets, each) => (each === user ? [] : baskets));
    if (this.likeness(own) > ALIKE * this.likeness(others)) return false;
    const perDay = countsOf(others, (b) => this.day[b]);
    const expected = [...perDay.values()].reduce((sum, n) => sum + 1 - (1 - n / others.length) ** own.length, 0);
    return countsOf(own, (b) => this.day[b]).size >= SPREAD * expected;
  }

  /** Products that two of these orders have in common, in the mean. */
  private likeness(baskets: readonly number[]): number {
    const holders = new Map<number, number>();
    const { offsets, columns } = this.bought;
    for (const b of baskets) {
      for (let e = offsets[b]; e < offsets[b + 1]; e++) holders.set(columns[e], (holders.get(columns[e]) ?? 0) + 1);
    }
    const pairs = [...holders.values()].reduce((sum, n) => sum + n * (n - 1), 0);
    return pairs / Math.max(1, baskets.length * (baskets.length - 1));
  }
}

function countsOf(baskets: readonly number[], keyOf: (basket: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const b of baskets) counts.set(keyOf(b), (counts.get(keyOf(b)) ?? 0) + 1);
  return counts;
}
