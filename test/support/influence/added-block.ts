import { DAY } from '../../../src/core/index.js';
import { Prng } from '../../../src/shop/sample/prng.js';
import { plantedOrders, type PlantedEvent, type PlantedProduct, type PlantedShop } from './planted-shop.js';

/** Events that are added to a shop at once, all of one kind. */
export interface AddedBlock {
  readonly name: string;
  readonly events: readonly PlantedEvent[];
  /** Products that no event of the shop had. */
  readonly products: readonly PlantedProduct[];
  /**
   * How it is to count: `people`, as many different customers, whose pairs belong on the lists of what they bought; `person`,
   * as one at most, so that it leaves the lists of what it holds too; `alike`, as more of what the shop sells anyway.
   */
  readonly counts: 'people' | 'person' | 'alike';
  /** Pairs that the block holds together, in both directions. */
  readonly pairs: readonly (readonly [string, string])[];
}

/** Orders of the same products. */
export interface BlockOrders {
  readonly products: readonly string[];
  readonly orders: number;
  readonly people: 'one' | 'many';
  readonly days: 'newest' | 'spread';
}

/** A block of like orders, of products that the shop has or of new ones, which must be named after their category. */
export function likeOrders(shop: PlantedShop, name: string, block: BlockOrders): AddedBlock {
  const { products, orders, people, days } = block;
  const events = Array.from({ length: orders }, (_, i) => {
    const user = people === 'one' ? 'one' : `u${i}`;
    return products.map((product): PlantedEvent => ({
      user,
      product,
      kind: 'purchase',
      time: days === 'newest' ? shop.end + DAY / 4 : spreadTime(shop, i, orders),
      order: `${name}-${i}`,
    }));
  }).flat();
  return {
    name,
    events,
    products: newProducts(shop, products),
    counts: people === 'one' ? 'person' : 'people',
    pairs: pairsOf(products),
  };
}

/** Products that one customer bought in one order, or saw within one visit, at a time that cannot be. */
export function wronglyDated(
  name: string,
  kind: PlantedEvent['kind'],
  products: readonly string[],
  time: number,
): AddedBlock {
  const events = products.map((product): PlantedEvent => ({
    user: 'u5',
    product,
    kind,
    time,
    ...(kind === 'purchase' ? { order: name } : {}),
  }));
  return { name, events, products: [], counts: 'person', pairs: pairsOf(products) };
}

/** What a robot saw: the same products again and again, each time within minutes. */
export function robotViews(shop: PlantedShop, name: string, products: readonly string[], visits: number): AddedBlock {
  const events = Array.from({ length: visits }, (_, i) =>
    products.map((product): PlantedEvent => ({
      user: 'robot',
      product,
      kind: 'view',
      time: spreadTime(shop, i, visits),
    })),
  ).flat();
  return { name, events, products: [], counts: 'person', pairs: pairsOf(products) };
}

/** Orders as the shop's other ones, all of one customer. */
export function ordinaryOrders(
  seed: number,
  name: string,
  { orders, counts }: { readonly orders: number; readonly counts: 'person' | 'alike' },
): AddedBlock {
  const random = new Prng(seed).fork(name);
  const events = plantedOrders(random, orders, (order) => ({ user: name, order: `${name}-${order}` }));
  return { name, events, products: [], counts, pairs: [] };
}

/** A month in which many customers bought one product, half of them with one of two others. */
export function trendingProduct(
  shop: PlantedShop,
  name: string,
  product: string,
  others: readonly [string, string],
  orders: number,
): AddedBlock {
  const events = Array.from({ length: orders }, (_, i) => {
    const basket = i % 2 === 0 ? [product] : [product, others[(i >> 1) % 2]];
    const time = shop.end - Math.floor((30 * DAY * i) / orders);
    return basket.map((each): PlantedEvent => ({
      user: `u${2 * i}`,
      product: each,
      kind: 'purchase',
      time,
      order: `${name}-${i}`,
    }));
  }).flat();
  return { name, events, products: [], counts: 'people', pairs: others.flatMap((other) => pairsOf([product, other])) };
}

function spreadTime({ end }: PlantedShop, place: number, of: number): number {
  return end - Math.ceil((300 * DAY * (of - place)) / of) + DAY / 3;
}

function newProducts(shop: PlantedShop, ids: readonly string[]): PlantedProduct[] {
  const known = new Set(shop.products.map(({ id }) => id));
  return ids.filter((id) => !known.has(id)).map((id) => ({ id, category: id.slice(0, id.indexOf('-')) }));
}

/** Both directions of all pairs of different categories. */
function pairsOf(products: readonly string[]): (readonly [string, string])[] {
  return products.flatMap((x) =>
    products.filter((y) => y.split('-')[0] !== x.split('-')[0]).map((y) => [x, y] as const),
  );
}
