import type { Interactions } from './interactions.js';

/**
 * Each user's distinct products, newest first, at most `length`; for users who have none, nothing.
 *
 * Where nothing says what came first, products stand by the kind of their event, purchases first, and then by number.
 *
 * @param counts which kinds of events make a history
 */
export function histories(
  interactions: Interactions,
  length: number,
  counts: (kind: number) => boolean = () => true,
): ReadonlyMap<number, readonly number[]> {
  const { basket, basketUser, product, kind } = interactions;
  const found = new Map<number, Set<number>>();
  for (const e of newestFirst(interactions)) {
    if (!counts(kind[e])) continue;
    const user = basketUser[basket[e]];
    let products = found.get(user);
    if (products === undefined) found.set(user, (products = new Set()));
    if (products.size < length) products.add(product[e]);
  }
  return new Map(Array.from(found, ([user, products]) => [user, [...products]]));
}

function newestFirst({ product, kind, ordered }: Interactions): Int32Array {
  const events = Int32Array.from({ length: product.length }, (_, e) => product.length - 1 - e);
  return ordered ? events : events.sort((a, b) => kind[a] - kind[b] || product[a] - product[b]);
}
