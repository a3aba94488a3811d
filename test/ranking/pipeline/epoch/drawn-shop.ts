import { DAY, randomBits, randomKey } from '../../../../src/core/index.js';
import { LivingShop, type NamedEvent } from './living-shop.js';

const START = Date.UTC(2026, 0, 1);

/** Numbers drawn by a seed. */
export class Draws {
  private readonly key: ReturnType<typeof randomKey>;
  private at = 0;

  constructor(seed: number) {
    this.key = randomKey(seed, 'living shop');
  }

  /** A whole number from 0 to below `n`. */
  below(n: number): number {
    return randomBits(this.key, this.at++) % n;
  }

  of<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)];
  }
}

const BRANDS = ['Ahorn', 'Birke', 'Fichte', null];
const WORDS = ['red', 'steel', 'gas', 'stove', 'tent', 'lamp', 'rope', 'mug'];
export const CATEGORIES = ['camp', 'cook', 'light', 'sleep', 'climb'];

/** A shop whose products go together by their number's remainder; some that nobody met. */
export function drawnShop(seed: number, { products = 60, users = 40, orders = 200 } = {}): LivingShop {
  const draws = new Draws(seed);
  const shop = new LivingShop();
  shop.categories.set('all', null);
  for (const category of CATEGORIES) shop.categories.set(category, 'all');
  for (let p = 0; p < products; p++) shop.products.set(productId(p), drawnProduct(draws));
  for (let o = 0; o < orders; o++) shop.events.push(...drawnOrder(draws, { products: products - 5, users }, o));
  return shop;
}

export function productId(number: number): string {
  return `p${String(number).padStart(4, '0')}`;
}

export function drawnProduct(draws: Draws) {
  return {
    title: [draws.of(WORDS), draws.of(WORDS), draws.of(WORDS)].join(' '),
    brand: draws.of(BRANDS),
    category: draws.of(CATEGORIES),
    price: draws.below(4) === 0 ? null : 1 + draws.below(90),
  };
}

/** Events of one visit: an order, or a session, or views at a time. */
export function drawnOrder(
  draws: Draws,
  { products, users }: { readonly products: number; readonly users: number },
  number: number,
): NamedEvent[] {
  const user = `u${draws.below(users)}`;
  const group = draws.below(7);
  const time = START + draws.below(90) * DAY + draws.below(DAY);
  const unit = draws.below(4);
  return Array.from({ length: 1 + draws.below(4) }, (_, i) => ({
    user,
    product: productId((group + 7 * draws.below(Math.ceil(products / 7))) % products),
    kind: unit < 2 ? 0 : 1 + draws.below(3),
    order: unit < 2 ? `o${number}` : null,
    session: unit === 2 ? `s${number}` : null,
    time: time + i * 1000 * 60 * draws.below(200),
    seq: null,
  }));
}
