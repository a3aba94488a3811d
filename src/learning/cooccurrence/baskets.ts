import { DAY } from '../../core/index.js';
import { csrFromEdges, type Csr } from '../../core/numerics/index.js';
import { PURCHASE, daysOf, guessTimeZone } from '../../shop/index.js';
import { dayShares } from './day-shares.js';
import { PersonSums, exactWeight } from './person-sums.js';

/** Events as columns; the part of an export that baskets are made of. */
export interface BasketEvents {
  /** Per event: its basket, its product, its kind (an index into `kindWeights`). */
  readonly basket: Int32Array;
  readonly product: Int32Array;
  readonly kind: Uint8Array;
  /** Per basket: epoch milliseconds of its newest event, NaN where unknown. */
  readonly basketTime: Float64Array;
  /** Per basket: 1 where its time is too late to be true; none is where this is left out. */
  readonly misdated?: Uint8Array;
  /** Per basket: whose it is, each person's baskets one after the other; left out, every basket is another person's. */
  readonly basketUser?: Int32Array;
  /** Those of these who are no person but many: each of their baskets is another person's. */
  readonly guests?: readonly number[];
  /** Whether each basket's events stand in the order in which they happened. */
  readonly ordered?: boolean;
}

/** How much an event says, by its type and its age. */
export interface BasketOptions {
  /** Weight of each kind, multiples of 1/4 so that products of them add up exactly. */
  readonly kindWeights: readonly number[];
  /** The kinds that make a basket count as one in which customers took something: purchases and carts. */
  readonly countedKinds: readonly number[];
  /** Days in which a basket's weight halves; Infinity for no decay. Age is taken from the newest basket, not from now. */
  readonly halfLifeDays: number;
  /** The clock by which days begin, such as "Europe/Berlin" or "+09:00"; guessed from the times if left out. */
  readonly timeZone?: string;
}

/** What baskets' ages are reckoned from. */
export interface BasketClock {
  /** Epoch milliseconds; -Infinity where there are no times. Later baskets are as old as one of this time. */
  readonly newest: number;
  /** Days of a basket whose times are too late to be true: all of them together weigh as one. */
  readonly misdatedAge: number;
}

/** What was bought or looked at together: one row a basket. */
export interface Baskets {
  /** [baskets, products]: the weight of the strongest event type of each product in each basket, in (0, 1]. */
  readonly contents: Csr;
  /**
   * Weight of each basket by its age, in (0, 1]; 1 where there are no times; 0 for a basket that is left out. Baskets whose
   * times are too late to be true weigh 1 in all.
   */
  readonly ageWeight: Float64Array;
  /** Days between each basket and the newest, 0 where there are no times. */
  readonly age: Float64Array;
  /** What each basket counts of what its day sold: less on a day with far more baskets than usual (see `dayShares`). */
  readonly dayShare: Float64Array;
  /** 1 where the basket holds a purchase or cart. */
  readonly counted: Uint8Array;
  /** For each entry of `contents`, 1 where the product was bought in the basket; a basket with a purchase is an order. */
  readonly bought: Uint8Array;
  /** Per basket: whose it is, each person's baskets one after the other. */
  readonly people: Int32Array;
  /** For each entry of `contents`, the place of the product's last event among its basket's; absent where order is unknown. */
  readonly places?: Int32Array;
}

/** How often and by how many each product was bought, as one counts by hand. */
export interface OrderCounts {
  /** [products] orders in which each was bought, and people whose orders these are. */
  readonly orders: Int32Array;
  readonly purchasers: Int32Array;
  /** Orders of the shop, whatever they hold. */
  readonly total: number;
}

/** Counts the orders that were not set aside. */
export function countOrders({ contents, counted, bought, people }: Baskets): OrderCounts {
  const orders = new Int32Array(contents.width);
  const purchasers = new Int32Array(contents.width);
  const latest = new Int32Array(contents.width).fill(-1);
  let total = 0;
  for (let b = 0; b < contents.rows; b++) {
    if (counted[b] === 0) continue;
    let holds = 0;
    for (let e = contents.offsets[b]; e < contents.offsets[b + 1]; e++) {
      if (bought[e] === 0) continue;
      holds = 1;
      const product = contents.columns[e];
      orders[product]++;
      if (latest[product] === people[b]) continue;
      latest[product] = people[b];
      purchasers[product]++;
    }
    total += holds;
  }
  return { orders, purchasers, total };
}

/** Number of people with a counted basket that holds each product. */
export function buyerCounts({ contents, counted, people }: Baskets): Int32Array {
  const counts = new Int32Array(contents.width);
  const latest = new Int32Array(contents.width).fill(-1);
  for (let b = 0; b < contents.rows; b++) {
    if (counted[b] === 0) continue;
    for (let e = contents.offsets[b]; e < contents.offsets[b + 1]; e++) {
      const product = contents.columns[e];
      if (latest[product] === people[b]) continue;
      latest[product] = people[b];
      counts[product]++;
    }
  }
  return counts;
}

/**
 * Groups events into baskets of distinct products, each with the weight of its strongest event.
 *
 * @param clock these events' own if left out
 */
export function formBaskets(
  events: BasketEvents,
  products: number,
  options: BasketOptions,
  clock: BasketClock = basketClock(events, options),
): Baskets {
  const rows = events.basketTime.length;
  const weights = new Float32Array(events.kind.length);
  const counted = new Uint8Array(rows);
  const counts = options.kindWeights.map((_, kind) => (options.countedKinds.includes(kind) ? 1 : 0));
  for (let e = 0; e < weights.length; e++) {
    weights[e] = options.kindWeights[events.kind[e]];
    counted[events.basket[e]] |= counts[events.kind[e]];
  }
  const contents = matrixOf(events, products, weights);
  const dayOf = daysOf(options.timeZone ?? guessTimeZone(events.basketTime).zone);
  return {
    contents,
    ageWeight: ageWeights(events, clock, options.halfLifeDays),
    age: ages(events, clock),
    dayShare: events.basketTime.map(dayShares(events.basketTime, dayOf)),
    counted,
    bought: boughtIn(events, contents),
    people: peopleOf(events),
    ...(events.ordered === true ? { places: placesInBaskets(events, products) } : {}),
  };
}

/** Whose each basket is; a guest's is somebody's of whom nothing else is known. */
function peopleOf({ basketTime, basketUser, guests = [] }: BasketEvents): Int32Array {
  if (basketUser === undefined) return Int32Array.from(basketTime.keys());
  if (guests.length === 0) return basketUser;
  const stranger = 1 + basketUser.reduce((last, user) => Math.max(last, user), 0);
  return basketUser.map((user, b) => (guests.includes(user) ? stranger + b : user));
}

/** [baskets, products]: the largest of the values that the events of a product in a basket have. */
function matrixOf({ basket, product, basketTime }: BasketEvents, products: number, values: Float32Array): Csr {
  const [rows, width] = [basketTime.length, products];
  return csrFromEdges({ rows, width, sources: basket, targets: product, values, combine: Math.max });
}

function boughtIn(events: BasketEvents, contents: Csr): Uint8Array {
  const purchases = Float32Array.from(events.kind, (kind) => (kind === PURCHASE ? 1 : 0));
  if (purchases.every((purchase) => purchase === 1)) return new Uint8Array(contents.columns.length).fill(1);
  return Uint8Array.from(matrixOf(events, contents.width, purchases).values);
}

function placesInBaskets(events: BasketEvents, products: number): Int32Array {
  const next = new Int32Array(events.basketTime.length);
  const places = Float32Array.from(events.basket, (b) => next[b]++);
  return Int32Array.from(matrixOf(events, products, places).values);
}

/**
 * Number of baskets that hold each product, each counted with its age's weight and the product's event type, and a person's k-th
 * newest with `repeat`^(k - 1) of that: popularity.
 */
export function basketWeightSums(
  { contents, people, ageWeight }: Pick<Baskets, 'contents' | 'people' | 'ageWeight'>,
  repeat = 1,
): Float64Array {
  const sums = new PersonSums(contents.width, repeat);
  for (let b = 0; b < contents.rows; b++) {
    if (ageWeight[b] === 0) continue;
    for (let e = contents.offsets[b]; e < contents.offsets[b + 1]; e++) {
      sums.add(contents.columns[e], people[b], ageWeight[b] * contents.values[e]);
    }
  }
  return Float64Array.from(sums.total.keys(), (product) => sums.of(product));
}

function ageWeights(events: BasketEvents, clock: BasketClock, halfLifeDays: number): Float64Array {
  return ages(events, clock).map((age) => exactWeight(age === 0 ? 1 : 2 ** (-age / halfLifeDays)));
}

/** Days before the newest basket. */
function ages({ basketTime, misdated }: BasketEvents, { newest, misdatedAge }: BasketClock): Float64Array {
  return basketTime.map((time, b) => {
    if (Number.isNaN(time)) return misdated?.[b] === 1 ? misdatedAge : 0;
    return Math.max(0, (newest - time) / DAY);
  });
}

/** The clock of a shop's events: its newest basket, and how old baskets are whose times are too late to be true. */
export function basketClock(
  { basketTime, misdated }: Pick<BasketEvents, 'basketTime' | 'misdated'>,
  { halfLifeDays }: Pick<BasketOptions, 'halfLifeDays'>,
): BasketClock {
  const newest = basketTime.reduce((latest, time) => (time > latest ? time : latest), -Infinity);
  const wrong = misdated?.reduce((sum, each) => sum + each, 0) ?? 0;
  const misdatedAge = wrong > 1 && Number.isFinite(halfLifeDays) ? Math.log2(wrong) * halfLifeDays : 0;
  return { newest, misdatedAge };
}
