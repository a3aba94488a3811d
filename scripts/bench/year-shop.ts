import { DAY } from '../../src/core/index.js';
import { InteractionTable, PURCHASE, catalogueFromRows, type Shop, type UserEvent } from '../../src/shop/index.js';
import { Prng, runningTotals } from '../../src/shop/sample/prng.js';

const WHOLE = { purchases: 1_300_000, products: 68_000, customers: 40_000, leaves: 600 } as const;
const START = Date.UTC(2025, 0, 1);
const DAYS = 365;
/** Lines of an order: 1 + a geometric number, 9.2 on the average, cut at 60. */
const MORE_LINES = 0.891;
const LONGEST = 60;
/** Leaf categories that one errand draws from. */
const ERRAND = 4;
const BRANDS = 2000;
const SECTIONS = 20;
/** Products of this share are sold for a quarter of the year only. */
const SEASONAL = 0.1;

/**
 * A year of a large shop that does not exist: 1.3 M purchases in 141,000 orders of 68,000 products, or a share of that.
 *
 * Each order runs one errand or two, sets of four categories that are bought from together, and takes in a tenth of its
 * lines anything else. Products sell by rank to the power -0.8 within their category; a tenth of them for a season only.
 * Seeded: the same each time.
 */
export function yearShop(share: number): Shop {
  const size = (whole: number): number => Math.max(1, Math.round(whole * share));
  const products = size(WHOLE.products);
  const leaves = Math.max(ERRAND * 2, Math.round(WHOLE.leaves * Math.sqrt(share)));
  const random = new Prng(7);
  const shelves = Array.from({ length: leaves }, (_, leaf) => shelfOf(leaf, leaves, products));
  const userIds = Array.from({ length: size(WHOLE.customers) }, (_, user) => `user-${String(user).padStart(6, '0')}`);
  const { catalogue, rowOf } = catalogueOf(products, leaves, random.fork('catalogue'));
  const numberOf = new Int32Array(products);
  rowOf.forEach((row, number) => (numberOf[row] = number));
  const byUser = userIds.map((): UserEvent[] => []);
  const orders = random.fork('orders');
  const errands = runningTotals(Array.from({ length: leaves }, (_, rank) => (rank + 1) ** -0.5));
  for (let order = 0, lines = 0; lines < size(WHOLE.purchases); order++) {
    const user = Math.floor(orders.unit() ** 2 * userIds.length);
    const day = orders.below(DAYS);
    const time = START + day * DAY + orders.below(14 * 60) * 60_000 + DAY / 3;
    for (const row of basketRows({ random: orders, shelves, errands, day, products })) {
      byUser[user].push({
        product: numberOf[row],
        kind: PURCHASE,
        order: `order-${order}`,
        session: null,
        time,
        seq: null,
      });
      lines++;
    }
  }
  const table = new InteractionTable();
  for (const events of byUser) {
    table.startUser();
    table.addAll(events);
  }
  return { catalogue, interactions: table.finish(), userIds };
}

/** The products of a category, the best seller first, and how much each sells. */
interface Shelf {
  readonly rows: readonly number[];
  readonly totals: Float64Array;
}

/** Every so many products are of one category: the first ones of all sell most. */
function shelfOf(leaf: number, leaves: number, products: number): Shelf {
  const rows = Array.from({ length: Math.ceil((products - leaf) / leaves) }, (_, i) => leaf + i * leaves);
  return { rows, totals: runningTotals(rows.map((_, rank) => (rank + 1) ** -0.8)) };
}

interface BasketChoice {
  readonly random: Prng;
  readonly shelves: readonly Shelf[];
  readonly errands: Float64Array;
  readonly day: number;
  readonly products: number;
}

function basketRows({ random, shelves, errands, day, products }: BasketChoice): Set<number> {
  const starts = [random.cumulative(errands), random.cumulative(errands)];
  const basket = new Set<number>();
  let left = 1;
  while (left < LONGEST && random.chance(MORE_LINES)) left++;
  for (let tries = 3 * left; left > 0 && tries > 0; tries--) {
    const start = starts[random.chance(0.7) ? 0 : 1];
    const leaf = (start + random.below(ERRAND) * 131) % shelves.length;
    const { rows, totals } = shelves[leaf];
    const row = random.chance(0.1) ? random.below(products) : rows[random.cumulative(totals)];
    if (basket.has(row) || !sellsOn(row, day)) continue;
    basket.add(row);
    left--;
  }
  return basket;
}

/** Every tenth product sells in a quarter of the year that its number decides. */
function sellsOn(row: number, day: number): boolean {
  const hash = Math.imul(row, 0x9e3779b1) >>> 0;
  return hash / 2 ** 32 >= SEASONAL || Math.floor((day * 4) / DAYS) === hash % 4;
}

function catalogueOf(products: number, leaves: number, random: Prng): ReturnType<typeof catalogueFromRows> {
  const sections = Array.from({ length: SECTIONS }, (_, i) => ({
    id: `section-${i}`,
    name: `Section ${i}`,
    parent: null,
  }));
  return catalogueFromRows({
    products: Array.from({ length: products }, (_, row) => ({
      id: `product-${String(row).padStart(6, '0')}`,
      title: `Thing ${row % 977} of kind ${row % leaves}`,
      price: (100 + random.below(10_000)) / 100,
      brand: random.chance(0.8) ? `Brand ${random.below(BRANDS)}` : null,
      category: `leaf-${row % leaves}`,
      stock: null,
      margin: null,
    })),
    categories: [
      ...sections,
      ...Array.from({ length: leaves }, (_, leaf) => ({
        id: `leaf-${leaf}`,
        name: `Leaf ${leaf}`,
        parent: `section-${leaf % SECTIONS}`,
      })),
    ],
    relations: [],
  });
}
