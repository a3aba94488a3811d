import type { Interactions } from './interactions.js';

/** What a customer took of late, newest first; one entry a product in each. */
export interface History {
  /** Product numbers, each once, by its latest event. */
  readonly products: readonly number[];
  /**
   * The strongest kind of event that the customer ever gave each product (an index into INTERACTION_KINDS, the strongest
   * first): who looked at a product, bought it, and came back to look at the manual has bought it.
   */
  readonly kinds: readonly number[];
}

export const NO_HISTORY: History = { products: [], kinds: [] };

const STRONGEST = 0;

/** A history of which only the products are known: each counts as an event of the strongest kind. */
export function historyOfProducts(products: readonly number[]): History {
  return { products, kinds: products.map(() => STRONGEST) };
}

/**
 * Each user's distinct products, newest first, at most `length`; for users who have none, and for guests, nothing.
 *
 * Where nothing says what came first, products stand by the kind of their event, purchases first, and then by number.
 *
 * @param counts which kinds of events make a history
 */
export function histories(
  interactions: Interactions,
  length: number,
  counts: (kind: number) => boolean = () => true,
): ReadonlyMap<number, History> {
  const { basket, basketUser, product, kind, guests } = interactions;
  const found = new Map<number, Map<number, number>>();
  for (const e of newestFirst(interactions)) {
    if (!counts(kind[e])) continue;
    const user = basketUser[basket[e]];
    if (guests.includes(user)) continue;
    let taken = found.get(user);
    if (taken === undefined) found.set(user, (taken = new Map<number, number>()));
    take(taken, product[e], kind[e], length);
  }
  return new Map(Array.from(found, ([user, taken]) => [user, historyOf(taken)]));
}

/** What the user of an event took before it, by the order of the events. */
export function historyBefore(
  { basket, basketUser, product, kind }: Interactions,
  event: number,
  length: number,
): History {
  const user = basketUser[basket[event]];
  const taken = new Map<number, number>();
  for (let e = event - 1; e >= 0 && basketUser[basket[e]] === user; e--) take(taken, product[e], kind[e], length);
  return historyOf(taken);
}

/** Notes an event older than all before: of a known product, its kind if that is stronger. */
function take(taken: Map<number, number>, product: number, kind: number, length: number): void {
  const known = taken.get(product);
  if (known === undefined ? taken.size < length : kind < known) taken.set(product, kind);
}

function historyOf(taken: ReadonlyMap<number, number>): History {
  return { products: [...taken.keys()], kinds: [...taken.values()] };
}

/** The history without the products that are marked. */
export function historyWithout({ products, kinds }: History, gone: Uint8Array): History {
  const kept = [...products.keys()].filter((i) => gone[products[i]] === 0);
  return { products: kept.map((i) => products[i]), kinds: kept.map((i) => kinds[i]) };
}

function newestFirst({ product, kind, ordered }: Interactions): Int32Array {
  const events = Int32Array.from({ length: product.length }, (_, e) => product.length - 1 - e);
  return ordered ? events : events.sort((a, b) => kind[a] - kind[b] || product[a] - product[b]);
}
