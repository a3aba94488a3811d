import { judge, type Judgement, type Truth } from '../../../src/evaluation/metrics/index.js';
import type { Query } from '../../../src/evaluation/splits/index.js';
import { NO_HISTORY } from '../../../src/shop/index.js';

/**
 * Ten products, candidates but for number 9. Lines: 0, 1, 2 of line 0; 3, 4, 5 of line 1; 6, 7, 8, 9 of line 2. Bought
 * 99, 15, 8, 3, 3, 1, 0, 0, 0, 0 times; number 8 is new.
 */
export const shop: Omit<Truth, 'queries' | 'groups'> = {
  categoryGroupOf: Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2, 2),
  counts: Int32Array.of(99, 15, 8, 3, 3, 1, 0, 0, 0, 0),
  recentCounts: Float64Array.of(9, 0, 8, 0, 3, 1, 0, 0, 0, 0),
  candidates: Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 0),
  isNew: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 0),
};

export interface Asked {
  readonly product: number;
  readonly truth: readonly number[];
  readonly list: readonly number[];
  readonly pool?: Query['pool'];
}

/** Lists of at most `cutoff` places held against their truth; each query is a group of its own. */
export function judged(asked: readonly Asked[], cutoff = 5): Judgement {
  const products = new Int32Array(asked.length * cutoff).fill(-1);
  asked.forEach(({ list }, q) => {
    products.set(list.slice(0, cutoff), q * cutoff);
  });
  const queries = asked.map(({ product, truth, pool = 'all' }, group): Query => {
    return { product, user: -1, history: NO_HISTORY, group, truth, pool };
  });
  return judge({ ...shop, queries, groups: asked.length }, { length: cutoff, products }, cutoff);
}
