import type { InteractionKind } from '../../shop/index.js';
import type { SuppressibleCount } from './small-count-suppression.js';

/** What one basket is in a shop. */
export type BasketUnit = 'order' | 'session' | 'day' | 'customer';

/** How a pair of products is spoken of. */
export interface PairWords {
  readonly unit: BasketUnit;
  /** The kinds of events that the shop has, the strongest first. */
  readonly kinds: readonly InteractionKind[];
  /** "both", or "it and" the other product's name. */
  readonly both: string;
}

/** "12 orders contain both": the baskets in which both were bought. */
export function ordersText(count: SuppressibleCount, { unit, both }: PairWords): string {
  const [number, one] = [numberOf(count), count === 1];
  switch (unit) {
    case 'order':
      return one ? `1 order contains ${both}` : `${number} orders contain ${both}`;
    case 'session':
      return one ? `${both} bought in 1 session` : `${both} bought in ${number} sessions`;
    case 'day':
      return `${both} bought in one visit ${one ? 'once' : `${number} times`}`;
    case 'customer':
      return one ? `1 customer bought ${both}` : `${number} customers bought ${both}`;
  }
}

/** "28 sessions hold both": baskets in which one of the two, or both, were not bought. */
export function visitsText(count: SuppressibleCount, { unit, kinds, both }: PairWords): string {
  const visits = moreVisits(count, unit);
  const done = unit === 'customer' ? undefined : onlyDeed(kinds);
  if (done === undefined) return `${visits} ${count === 1 ? 'holds' : 'hold'} ${both}`;
  return `${both} ${done} in ${visits}`;
}

/** "28 sessions", to be named after orders. */
export function moreVisits(count: SuppressibleCount, unit: BasketUnit): string {
  const [one, many] = VISITS[unit];
  return count === 1 ? `1 ${one}` : `${numberOf(count)} ${many}`;
}

/** That no basket holds both as bought. */
export function noOrderText({ unit, both }: PairWords): string {
  switch (unit) {
    case 'order':
      return `no order contains ${both}`;
    case 'session':
      return `nobody bought ${both} in one session`;
    case 'day':
      return `nobody bought ${both} in one visit`;
    case 'customer':
      return `nobody bought ${both}`;
  }
}

const VISITS: Readonly<Record<BasketUnit, readonly [one: string, many: string]>> = {
  order: ['session', 'sessions'],
  session: ['session', 'sessions'],
  day: ['visit', 'visits'],
  customer: ["customer's history", "customers' histories"],
};

/** What customers did, in a shop that knows of one kind of event that is no purchase. */
function onlyDeed(kinds: readonly InteractionKind[]): string | undefined {
  const [only, ...others] = kinds;
  if (others.length > 0) return undefined;
  return { purchase: undefined, cart: 'put into the cart', favorite: 'marked', view: 'looked at' }[only];
}

function numberOf(count: SuppressibleCount): string {
  return count === 'few' ? 'a few' : String(count);
}
