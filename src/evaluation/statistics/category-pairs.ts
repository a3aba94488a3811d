import { discount, idealGain } from '../../core/numerics/index.js';
import type { Judgement } from '../metrics/index.js';

/** What is found of one category group when asked from another. */
export interface CategoryPair {
  /** Lines of the queries' products and of the truth. */
  readonly source: number;
  readonly target: number;
  readonly queries: number;
  /** Products of the truth, over all queries. */
  readonly truth: number;
  /** Mean NDCG of the queries where only truth of the target category group counts. */
  readonly ndcg: number;
}

/** NDCG by pair of category groups, for the `most` pairs with the most truth, largest first. */
export function byCategoryPair(judgement: Judgement, most: number): CategoryPair[] {
  const { truth, cutoff, products, gain } = judgement;
  const pairs = new Map<string, { source: number; target: number; queries: number; truth: number; ndcg: number }>();
  truth.queries.forEach((query, q) => {
    const source = truth.categoryGroupOf[query.product];
    const wanted = new Map<number, number>();
    for (const y of query.truth) wanted.set(truth.categoryGroupOf[y], (wanted.get(truth.categoryGroupOf[y]) ?? 0) + 1);
    const found = new Map<number, number>();
    for (let place = 0; place < cutoff; place++) {
      if (gain[q * cutoff + place] === 0) continue;
      const line = truth.categoryGroupOf[products[q * cutoff + place]];
      found.set(line, (found.get(line) ?? 0) + discount(place));
    }
    for (const [target, size] of wanted) {
      const key = `${source} ${target}`;
      const pair = pairs.get(key) ?? { source, target, queries: 0, truth: 0, ndcg: 0 };
      pairs.set(key, pair);
      pair.queries++;
      pair.truth += size;
      pair.ndcg += (found.get(target) ?? 0) / idealGain(Math.min(cutoff, size));
    }
  });
  return Array.from(pairs.values(), (pair) => ({ ...pair, ndcg: pair.ndcg / pair.queries }))
    .sort((a, b) => b.truth - a.truth || a.source - b.source || a.target - b.target)
    .slice(0, most);
}
