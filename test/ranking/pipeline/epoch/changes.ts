import { CATEGORIES, drawnOrder, drawnProduct, productId, type Draws } from './drawn-shop.js';
import type { LivingShop, NamedEvent, Numbers } from './living-shop.js';

/** What a change did: events that came or went, and products of which the catalogue says something else. */
export interface Changed {
  readonly events: readonly NamedEvent[];
  readonly products: readonly string[];
}

type Change = (shop: LivingShop, numbers: Numbers, draws: Draws, number: number) => Changed;

const MOST_PRODUCTS = 70;
const FAR = Date.UTC(2205, 0, 1);

/** All that may happen to a shop between two full runs. */
const CHANGES: Readonly<Record<string, Change>> = {
  order: (shop, numbers, draws, number) => add(shop, anyOrder(numbers, draws, number)),
  misdated: (shop, numbers, draws, number) =>
    add(
      shop,
      anyOrder(numbers, draws, number).map((event) => ({ ...event, time: FAR })),
    ),
  timeless: (shop, numbers, draws, number) =>
    add(
      shop,
      anyOrder(numbers, draws, number).map((event) => ({ ...event, time: null })),
    ),
  returned: (shop, _, draws) => takeAway(shop, [draws.of(shop.events)]),
  forgotten: (shop, _, draws) => {
    const { user } = draws.of(shop.events);
    return takeAway(
      shop,
      shop.events.filter((event) => event.user === user),
    );
  },
  put: (shop, numbers, draws) => {
    const id = productId(draws.below(MOST_PRODUCTS));
    numbers.add(id);
    shop.products.set(id, drawnProduct(draws));
    return { events: [], products: [id] };
  },
  deleted: (shop, _, draws) => {
    const id = draws.of([...shop.products.keys()]);
    shop.products.delete(id);
    return { events: [], products: [id] };
  },
  moved: (shop, numbers, draws) => {
    const category = draws.of([...CATEGORIES, 'swim']);
    numbers.addCategory(category);
    shop.categories.set(category, category === 'swim' ? draws.of(CATEGORIES) : 'all');
    const id = draws.of([...shop.products.keys()]);
    const product = shop.products.get(id);
    if (product !== undefined) shop.products.set(id, { ...product, category });
    return { events: [], products: [id] };
  },
};

/** One of them, drawn. */
export function change(shop: LivingShop, numbers: Numbers, draws: Draws, number: number): Changed {
  return CHANGES[draws.of(['order', 'order', 'order', ...Object.keys(CHANGES)])](shop, numbers, draws, number);
}

function anyOrder(numbers: Numbers, draws: Draws, number: number): NamedEvent[] {
  const products = numbers.products.size;
  const events = drawnOrder(draws, { products, users: 50 }, 1000 + number);
  // Some go on in a basket that is there.
  return draws.below(3) === 0 ? events.map((event) => ({ ...event, order: 'o7', user: 'u7' })) : events;
}

function add(shop: LivingShop, events: readonly NamedEvent[]): Changed {
  const known = events.filter(({ product }) => shop.products.has(product));
  shop.events.push(...known);
  return { events: known, products: [] };
}

function takeAway(shop: LivingShop, events: readonly NamedEvent[]): Changed {
  for (const event of events) shop.events.splice(shop.events.indexOf(event), 1);
  return { events, products: [] };
}
