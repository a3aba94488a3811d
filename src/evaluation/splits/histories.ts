import type { Interactions } from '../../shop/index.js';

/**
 * Each user's distinct products, newest first, at most `length`; for users who have none, nothing.
 *
 * @param counts which kinds of events make a history
 */
export function histories(
  { basket, basketUser, product, kind }: Interactions,
  length: number,
  counts: (kind: number) => boolean = () => true,
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, Set<number>>();
  for (let e = product.length - 1; e >= 0; e--) {
    if (!counts(kind[e])) continue;
    const user = basketUser[basket[e]];
    let products = found.get(user);
    if (products === undefined) found.set(user, (products = new Set()));
    if (products.size < length) products.add(product[e]);
  }
  return new Map(Array.from(found, ([user, products]) => [user, [...products]]));
}
