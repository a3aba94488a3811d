import { DAY, UsageError } from '../../core/index.js';
import { CART, PURCHASE, histories, type Interactions, type Shop } from '../../shop/index.js';
import { seenProducts } from './seen-products.js';
import type { SplitSettings } from './choices.js';
import type { Draft, Held } from './split.js';
import { inHashOrder } from './stable-hash.js';

const TEST_DAYS = 2;
/** Latest products of a user that are asked from. */
const ANCHORS = 5;

/** Number of distinct days (UTC) with events. */
export function dayCount(interactions: Interactions): number {
  return eventDays(interactions).length;
}

/**
 * The last two days are test. Truth is what a user put into the cart or bought on those days and had never touched before
 * (else it is a reminder, no recommendation); asked from each of the user's latest five distinct bought or carted products,
 * or from the last one seen where there is none.
 *
 * @throws UsageError `too-few-days` where no day would be left for training
 */
export function holdOutDays(shop: Shop, categoryGroupOf: Int32Array, { seed }: SplitSettings): Held {
  const { interactions, catalogue, userIds } = shop;
  const { time } = interactions;
  const days = eventDays(interactions);
  if (days.length <= TEST_DAYS) {
    throw new UsageError(
      'too-few-days',
      `The protocol "days" needs events on at least ${TEST_DAYS + 1} days; use "baskets" or "last".`,
      { days: days.length },
    );
  }
  const cut = days[days.length - TEST_DAYS] * DAY;
  const kept = Uint8Array.from(time, (at) => (at >= cut ? 0 : 1));
  return {
    kept,
    ask: (training) => {
      const known = seenProducts(training);
      const touched = histories(training.interactions, Infinity);
      const meant = histories(training.interactions, ANCHORS, isStrong);
      const answers = (y: number): boolean => known[y] !== 0 && categoryGroupOf[y] >= 0;
      const drafts: Draft[] = [];
      for (const [user, products] of strongProducts(interactions, kept, answers)) {
        const before = touched.get(user)?.products ?? [];
        const seenBefore = new Set(before);
        const fresh = [...products].filter((y) => !seenBefore.has(y)).sort((a, b) => a - b);
        for (const x of meant.get(user)?.products ?? before.slice(0, 1)) {
          const truth = categoryGroupOf[x] < 0 ? [] : fresh.filter((y) => categoryGroupOf[y] !== categoryGroupOf[x]);
          if (truth.length > 0) drafts.push({ product: x, user, groupKey: String(user), truth });
        }
      }
      const { ids } = catalogue.products;
      return { known, drafts: inHashOrder(drafts, (draft) => [userIds[draft.user], ids[draft.product]], seed) };
    },
  };
}

/** By user, the products among `answers` that were put into the cart or bought in the events that are not kept. */
function strongProducts(
  { basket, basketUser, product, kind }: Interactions,
  kept: Uint8Array,
  answers: (product: number) => boolean,
): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  for (let e = 0; e < product.length; e++) {
    if (kept[e] === 1 || !isStrong(kind[e]) || !answers(product[e])) continue;
    const user = basketUser[basket[e]];
    found.set(user, (found.get(user) ?? new Set()).add(product[e]));
  }
  return found;
}

function eventDays({ time }: Interactions): number[] {
  const days = new Set<number>();
  for (const at of time) if (!Number.isNaN(at)) days.add(Math.floor(at / DAY));
  return [...days].sort((a, b) => a - b);
}

/** Purchases and carts: a customer means it. */
function isStrong(kind: number): boolean {
  return kind === PURCHASE || kind === CART;
}
