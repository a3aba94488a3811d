import type { SampleShop } from '../sample-shop/index.js';
import type { BatchRanker } from '../serving/index.js';

interface Share {
  readonly planted: number;
  readonly found: number;
}

/** How many of the sample shop's planted pairs x → y stand on x's list. */
export interface PlantedRecall {
  readonly all: Share;
  /** Of products x with at least five orders. */
  readonly wellSold: Share;
}

const WELL_SOLD = 5;

/** Asks for the list of every product with planted complements, and counts those on it. */
export async function plantedRecall(shop: SampleShop, ranker: BatchRanker): Promise<PlantedRecall> {
  const orders = new Map<string, Set<string>>();
  for (const { type, productId, orderId } of shop.events) {
    if (type !== 'purchase' || orderId === null) continue;
    orders.set(productId, (orders.get(productId) ?? new Set()).add(orderId));
  }
  const queries = [...shop.complements.keys()].map((productId) => ({ queryId: productId, productId, onlyNew: false }));
  const lists = await ranker.answer(queries);
  const all = { planted: 0, found: 0 };
  const wellSold = { planted: 0, found: 0 };
  queries.forEach(({ productId }, i) => {
    const shown = new Set(lists[i].map((item) => item.productId));
    const complements = shop.complements.get(productId) ?? [];
    const found = complements.filter((complement) => shown.has(complement)).length;
    for (const share of (orders.get(productId)?.size ?? 0) >= WELL_SOLD ? [all, wellSold] : [all]) {
      share.planted += complements.length;
      share.found += found;
    }
  });
  return { all, wellSold };
}
