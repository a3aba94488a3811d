import { historyWithout } from '../../shop/index.js';
import { keepEvents } from './keep-events.js';
import { purchaseCounts, recentPurchaseCounts, seenProducts } from './seen-products.js';
import { SPLIT_SETTINGS } from './choices.js';
import type { Query, Split } from './split.js';
import { hashFraction } from './stable-hash.js';

const NEW_SHARE = 0.05;

/**
 * The split as it were if a twentieth of the known products, by hash, had just come into the shop: they lose all events
 * and stay in the catalogue. Queries with `pool` `all` ask from a new product for old ones; those with `new` ask from an
 * old product, and only new ones may be recommended.
 */
export function withNewProducts(split: Split, seed: number = SPLIT_SETTINGS.seed): Split {
  const { ids } = split.training.catalogue.products;
  const isNew = split.known.map((known, p) => (known === 1 && hashFraction(seed, 'new', ids[p]) < NEW_SHARE ? 1 : 0));
  const kept = Uint8Array.from(split.training.interactions.product, (product) => 1 - isNew[product]);
  const training = keepEvents(split.training, kept);
  const seen = seenProducts(training);
  const alive = (product: number): boolean => seen[product] === 1 || isNew[product] === 1;
  const groups = new Map<number, number>();
  const queries = split.queries.flatMap((query): Query[] => {
    const pool = isNew[query.product] === 1 ? 'all' : 'new';
    const truth = query.truth.filter((y) => isNew[y] !== isNew[query.product]);
    if (truth.length === 0 || !alive(query.product) || !truth.every(alive)) return [];
    const group = groups.get(query.group) ?? groups.size;
    groups.set(query.group, group);
    return [{ ...query, truth, pool, group, history: historyWithout(query.history, isNew) }];
  });
  return {
    ...split,
    training,
    queries,
    groups: groups.size,
    eligibleQueries: queries.length,
    counts: purchaseCounts(training),
    recentCounts: recentPurchaseCounts(training),
    known: split.known.map((known, product) => (isNew[product] === 1 ? 0 : known)),
    candidates: seen.map((s, product) =>
      (s === 1 || isNew[product] === 1) && split.categoryGroupOf[product] >= 0 ? 1 : 0,
    ),
    isNew,
  };
}
