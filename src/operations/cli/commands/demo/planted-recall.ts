import type { SampleShop } from '../../../../shop/sample/index.js';
import type { BatchRanker } from '../../../../serving/lists/index.js';

interface Share {
  readonly planted: number;
  readonly found: number;
}

/** How many of the sample shop's planted pairs x → y stand on x's list. */
export interface PlantedRecall {
  readonly all: Share;
  /** Of products x with at least five orders. */
  readonly wellSold: Share;
  /** Of pairs that no order holds. */
  readonly apart: Share;
}

const WELL_SOLD = 5;

/** Asks for the list of every product with planted complements, and counts those on it. */
export async function plantedRecall(shop: SampleShop, ranker: BatchRanker): Promise<PlantedRecall> {
  const orders = new Map<string, Set<string>>();
  for (const { type, productId, orderId } of shop.events) {
    if (type !== 'purchase' || orderId === null) continue;
    orders.set(productId, (orders.get(productId) ?? new Set()).add(orderId));
  }
  const apart = (x: string, y: string): boolean => {
    const others = orders.get(y);
    return [...(orders.get(x) ?? [])].every((order) => others?.has(order) !== true);
  };
  const queries = [...shop.complements.keys()].map((productId) => ({ queryId: productId, productId, onlyNew: false }));
  const lists = await ranker.answer(queries);
  const recall = { all: emptyShare(), wellSold: emptyShare(), apart: emptyShare() };
  queries.forEach(({ productId }, i) => {
    const shown = new Set(lists[i].map((item) => item.productId));
    const sold = (orders.get(productId)?.size ?? 0) >= WELL_SOLD;
    for (const complement of shop.complements.get(productId) ?? []) {
      const shares = [recall.all];
      if (sold) shares.push(recall.wellSold);
      if (apart(productId, complement)) shares.push(recall.apart);
      for (const share of shares) {
        share.planted++;
        if (shown.has(complement)) share.found++;
      }
    }
  });
  return recall;
}

function emptyShare(): { planted: number; found: number } {
  return { planted: 0, found: 0 };
}
