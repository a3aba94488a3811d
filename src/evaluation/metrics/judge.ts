import type { Split } from '../splits/index.js';

/** Lists of products for a split's queries. */
export interface Lists {
  /** Places of a list. */
  readonly length: number;
  /** [queries × length], best first; -1 after the end of a shorter list. */
  readonly products: Int32Array;
  /** [queries × length] the chance that a product bought along with the query's is this one; for methods that state it. */
  readonly probabilities?: Float64Array;
}

/** What metrics look at: the split's side of the questions. */
export type Truth = Pick<
  Split,
  'queries' | 'groups' | 'categoryGroupOf' | 'counts' | 'recentCounts' | 'candidates' | 'isNew'
>;

/** Lists held against the truth, place by place. */
export interface Judgement {
  readonly truth: Truth;
  /** Lists are cut to this many places. */
  readonly cutoff: number;
  /** [queries × cutoff], -1 for an empty place. */
  readonly products: Int32Array;
  /** [queries × cutoff]: 1 where the place holds a product of the truth. */
  readonly gain: Uint8Array;
  /** [queries × cutoff]: 1 where the place holds a product that may stand there. */
  readonly allowed: Uint8Array;
}

/**
 * Holds lists against the truth. A product that is the query's own or of its category group, is no candidate, is repeated, or is not
 * new where only new ones may be recommended keeps its place as a miss.
 */
export function judge(truth: Truth, lists: Lists, cutoff: number): Judgement {
  const places = Math.min(cutoff, lists.length);
  const products = new Int32Array(truth.queries.length * cutoff).fill(-1);
  const gain = new Uint8Array(products.length);
  const allowed = new Uint8Array(products.length);
  const wanted = new Uint8Array(truth.categoryGroupOf.length);
  const used = new Uint8Array(truth.categoryGroupOf.length);
  truth.queries.forEach((query, q) => {
    for (const product of query.truth) wanted[product] = 1;
    for (let place = 0; place < places; place++) {
      const product = lists.products[q * lists.length + place];
      if (product < 0) break;
      const at = q * cutoff + place;
      products[at] = product;
      if (used[product] === 1 || !mayStand(truth, q, product)) continue;
      used[product] = 1;
      allowed[at] = 1;
      gain[at] = wanted[product];
    }
    for (const product of query.truth) wanted[product] = 0;
    for (let at = q * cutoff; at < (q + 1) * cutoff; at++) if (products[at] >= 0) used[products[at]] = 0;
  });
  return { truth, cutoff, products, gain, allowed };
}

function mayStand({ queries, categoryGroupOf, candidates, isNew }: Truth, q: number, product: number): boolean {
  const { product: own, pool } = queries[q];
  if (candidates[product] === 0 || product === own || categoryGroupOf[product] === categoryGroupOf[own]) return false;
  return pool === 'all' || isNew[product] === 1;
}

/** Places of a query's list that are filled, whether rightly or not. */
export function listLength({ products, cutoff }: Judgement, query: number): number {
  let length = 0;
  while (length < cutoff && products[query * cutoff + length] >= 0) length++;
  return length;
}

/** Places of a query's list that hold a product of the truth. */
export function hitCount({ gain, cutoff }: Judgement, query: number): number {
  let hits = 0;
  for (let at = query * cutoff; at < (query + 1) * cutoff; at++) hits += gain[at];
  return hits;
}
