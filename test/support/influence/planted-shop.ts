import { DAY } from '../../../src/core/index.js';
import { Prng } from '../../../src/shop/sample/prng.js';

/** An event as a shop's file has it. */
export interface PlantedEvent {
  readonly user: string;
  readonly product: string;
  readonly kind: 'purchase' | 'view';
  /** Epoch milliseconds. */
  readonly time: number;
  /** Left out for views. */
  readonly order?: string;
}

/** A product's id ends with its number in its category, from 1. */
export interface PlantedProduct {
  readonly id: string;
  readonly category: string;
}

/** A shop whose products have complements in other categories that are known beforehand. */
export interface PlantedShop {
  readonly products: readonly PlantedProduct[];
  readonly events: readonly PlantedEvent[];
  readonly orders: number;
  /** Each product's complements: what its orders often hold too. */
  readonly complements: ReadonlyMap<string, readonly string[]>;
  /** The day after the newest order, epoch milliseconds. */
  readonly end: number;
}

/** Categories whose products of the same number go together. */
const TRIADS = [
  ['kettles', 'teas', 'mugs'],
  ['spades', 'gloves', 'seeds'],
] as const;
const PER_CATEGORY = 8;
const START = Date.UTC(2025, 0, 1);
const DAYS = 300;
const CUSTOMERS = 300;
/** How much less products of higher numbers sell: number^-POPULARITY. */
const POPULARITY = 0.75;
const COMPLEMENT = 0.46;

/**
 * 48 products in 6 categories, 800 orders of about 280 customers over 300 days, and two complements planted for each
 * product, 96 in all. A sixth of the orders hold one product, a third something that does not belong. The same for a seed.
 */
export function plantedShop(seed: number, orders = 800): PlantedShop {
  const products = TRIADS.flat().flatMap((category) =>
    numbers().map((number) => ({ id: `${category}-${number}`, category })),
  );
  const random = new Prng(seed).fork('orders');
  return {
    products,
    events: plantedOrders(random, orders, (order) => ({ user: `u${random.below(CUSTOMERS)}`, order: `o${order}` })),
    orders,
    complements: new Map(
      TRIADS.flatMap((triad) =>
        triad.flatMap((category) =>
          numbers().map(
            (number) =>
              [
                `${category}-${number}`,
                triad.filter((other) => other !== category).map((other) => `${other}-${number}`),
              ] as const,
          ),
        ),
      ),
    ),
    end: START + DAYS * DAY,
  };
}

/** Orders as this kind of shop has them, spread over its time, under the names that `named` gives. */
export function plantedOrders(
  random: Prng,
  orders: number,
  named: (order: number) => Readonly<{ user: string; order: string }>,
): PlantedEvent[] {
  return Array.from({ length: orders }, (_, i) => {
    const time = START + random.below(DAYS) * DAY + (360 + random.below(720)) * 60_000;
    const taken = named(i);
    return [...plantedBasket(random)].map((product): PlantedEvent => ({ ...taken, product, kind: 'purchase', time }));
  }).flat();
}

function plantedBasket(random: Prng): Set<string> {
  const triad = random.pick(TRIADS);
  const first = random.pick(triad);
  const number = popularNumber(random);
  const others = triad.filter((category) => category !== first && random.chance(COMPLEMENT));
  const basket = new Set([first, ...others].map((category) => `${category}-${number}`));
  if (random.chance(others.length === 2 ? 0.13 : 0.4)) {
    do basket.add(`${random.pick(TRIADS.flat())}-${popularNumber(random)}`);
    while (basket.size < 4 && random.chance(0.2));
  }
  return basket;
}

function popularNumber(random: Prng): number {
  return 1 + random.weighted(numbers().map((number) => number ** -POPULARITY));
}

function numbers(): number[] {
  return Array.from({ length: PER_CATEGORY }, (_, i) => i + 1);
}
