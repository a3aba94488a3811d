import { UsageError } from '../../core/index.js';
import { NO_HISTORY, histories, type Shop } from '../../shop/index.js';
import { SPLIT_SETTINGS, type Protocol, type SplitSettings } from './choices.js';
import { holdOutBaskets } from './hold-out-baskets.js';
import { holdOutDays } from './hold-out-days.js';
import { holdOutLast } from './hold-out-last.js';
import { keepEvents } from './keep-events.js';
import { pickProtocol } from './pick-protocol.js';
import { relationQueries, type ProductRelations } from './relation-queries.js';
import { purchaseCounts, recentPurchaseCounts, seenProducts } from './seen-products.js';
import type { Draft, Held, Query, Split } from './split.js';

export interface SplitRequest extends Partial<SplitSettings> {
  readonly protocol: Protocol | 'auto';
  /** `validation`: a split by the same rule inside the training part of the test split; for tuning. */
  readonly part: 'test' | 'validation';
  /** For each product the category that stands for it in "another category", -1 for none. */
  readonly categoryGroupOf: Int32Array;
  /** Needed by the protocol `relations`. */
  readonly relations?: ProductRelations;
}

/** Products of a user's history. */
const HISTORY = 50;

/**
 * Cuts a shop into a training part and queries. Depends on what the shop holds and on the seed alone, not on the order of
 * rows.
 *
 * @throws UsageError `relations-missing`, `too-few-days`
 */
export function splitShop(shop: Shop, request: SplitRequest): Split {
  const protocol = request.protocol === 'auto' ? pickProtocol(shop) : request.protocol;
  const settings = { ...SPLIT_SETTINGS, ...request };
  const once = (from: Shop): Split => {
    const { kept, ask } = holdOutBy(protocol, from, request, settings);
    const training = keepEvents(from, kept);
    const { known, drafts } = ask(training);
    const asked = drafts.slice(0, settings.mostQueries);
    return {
      protocol,
      training,
      categoryGroupOf: request.categoryGroupOf,
      ...asQueries(asked, training),
      eligibleQueries: drafts.length,
      counts: purchaseCounts(training),
      recentCounts: recentPurchaseCounts(training),
      known,
      candidates: seenProducts(training).map((seen, product) =>
        seen === 1 && request.categoryGroupOf[product] >= 0 ? 1 : 0,
      ),
      isNew: new Uint8Array(known.length),
    };
  };
  const test = once(shop);
  return request.part === 'test' || protocol === 'relations' ? test : once(test.training);
}

function holdOutBy(protocol: Protocol, shop: Shop, request: SplitRequest, settings: SplitSettings): Held {
  const { categoryGroupOf, part, relations } = request;
  switch (protocol) {
    case 'baskets':
      return holdOutBaskets(shop, categoryGroupOf, settings);
    case 'last':
      return holdOutLast(shop, categoryGroupOf, settings);
    case 'days':
      return holdOutDays(shop, categoryGroupOf, settings);
    case 'relations':
      if (relations === undefined) {
        throw new UsageError(
          'relations-missing',
          'The protocol "relations" needs a file relations.csv (src, dst, type) beside the shop\'s other files.',
        );
      }
      return relationQueries(shop, categoryGroupOf, relations, part, settings);
  }
}

function asQueries(drafts: readonly Draft[], training: Shop): { queries: Query[]; groups: number } {
  const historyOf = histories(training.interactions, HISTORY);
  const groups = new Map<string, number>();
  const queries = drafts.map(({ product, user, groupKey, truth }): Query => {
    const group = groups.get(groupKey) ?? groups.size;
    groups.set(groupKey, group);
    return { product, user, history: historyOf.get(user) ?? NO_HISTORY, group, truth, pool: 'all' };
  });
  return { queries, groups: groups.size };
}
