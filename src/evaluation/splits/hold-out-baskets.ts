import { compareIds } from '../../core/index.js';
import { PURCHASE, type Shop } from '../../shop/index.js';
import { seenProducts } from './seen-products.js';
import type { SplitSettings } from './choices.js';
import type { Draft, Held } from './split.js';
import { inHashOrder, orderHash } from './stable-hash.js';

/** A basket with a purchase. */
interface Bought {
  readonly basket: number;
  readonly user: number;
  /** Says which basket it is, whatever the order of the rows: its user and what it holds. */
  readonly key: string;
  /** Epoch milliseconds of its first purchase, -∞ where unknown. */
  readonly first: number;
  /** Distinct, ascending. */
  readonly products: readonly number[];
}

/**
 * The last tenth of the baskets by time is test, and with it everything else that happened since its first basket; where
 * there are no times, a random tenth. A query is a basket and one product of it; its truth is what else was bought there.
 */
export function holdOutBaskets(shop: Shop, categoryGroupOf: Int32Array, { seed }: SplitSettings): Held {
  const { basket, kind, time } = shop.interactions;
  const timed = time.some((at) => !Number.isNaN(at));
  const bought = boughtBaskets(shop);
  const ordered = timed
    ? bought.sort((a, b) => byNumber(a.first, b.first) || compareIds(a.key, b.key))
    : inHashOrder(bought, ({ key }) => [key], seed);
  const test = ordered.slice(ordered.length - Math.floor(ordered.length / 10));
  const isTest = new Uint8Array(shop.interactions.basketTime.length);
  for (const each of test) isTest[each.basket] = 1;
  const cut = timed ? test.reduce((least, { first }) => Math.min(least, first), Infinity) : Infinity;
  const kept = Uint8Array.from(kind, (k, e) => {
    const before = isTest[basket[e]] === 0 || (k !== PURCHASE && time[e] < cut);
    return before && (k === PURCHASE || !(time[e] >= cut)) ? 1 : 0;
  });
  return {
    kept,
    ask: (training) => {
      const known = seenProducts(training, (k) => k === PURCHASE);
      const drafts = test.flatMap((each) => basketQueries(each, categoryGroupOf, known));
      const { ids } = shop.catalogue.products;
      const hashed = drafts.map((draft) => ({ draft, hash: orderHash(seed, draft.key, ids[draft.product]) }));
      hashed.sort((a, b) => compareIds(a.hash, b.hash));
      return { known, drafts: hashed.map(({ draft }) => draft) };
    },
  };
}

function basketQueries(
  { basket, user, key, products }: Bought,
  categoryGroupOf: Int32Array,
  known: Uint8Array,
): (Draft & { key: string })[] {
  const usable = products.filter((product) => known[product] === 1 && categoryGroupOf[product] >= 0);
  return usable
    .map((product) => ({
      product,
      user,
      key,
      groupKey: String(basket),
      truth: usable.filter((other) => categoryGroupOf[other] !== categoryGroupOf[product]),
    }))
    .filter(({ truth }) => truth.length > 0);
}

function boughtBaskets({ catalogue, interactions, userIds }: Shop): Bought[] {
  const { basket, basketUser, product, kind, time } = interactions;
  const contents = new Map<number, { first: number; products: Set<number> }>();
  for (let e = 0; e < product.length; e++) {
    if (kind[e] !== PURCHASE) continue;
    const at = Number.isNaN(time[e]) ? -Infinity : time[e];
    const entry = contents.get(basket[e]);
    if (entry === undefined) contents.set(basket[e], { first: at, products: new Set([product[e]]) });
    else {
      entry.first = Math.min(entry.first, at);
      entry.products.add(product[e]);
    }
  }
  return Array.from(contents, ([number, entry]) => {
    const user = basketUser[number];
    const products = [...entry.products].sort((a, b) => a - b);
    const key = [userIds[user], ...products.map((p) => catalogue.products.ids[p])].join('|');
    return { basket: number, user, key, first: entry.first, products };
  });
}

/** Orders numbers that may both be -∞, whose difference is not a number. */
function byNumber(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
