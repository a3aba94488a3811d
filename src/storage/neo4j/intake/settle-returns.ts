import { takenBack, type SettledPurchase } from '../../../shop/index.js';
import type { GraphTransaction } from '../graph-connection.js';

/** A customer and a product. */
export interface Pair {
  readonly userId: string;
  readonly productId: string;
}

/**
 * Brings the purchases of some pairs to what their returns leave of them: `PURCHASED` where it stands, `TAKEN_BACK` where not.
 * It hangs on what the graph has of the pair alone, whichever came first, and changes nothing when it is done again.
 */
export async function settleReturns(transaction: GraphTransaction, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  const distinct = [...new Map(pairs.map((pair) => [`${pair.userId}\n${pair.productId}`, pair])).values()];
  const rows = await transaction.rows('read/returns', {
    userIds: distinct.map(({ userId }) => userId),
    productIds: distinct.map(({ productId }) => productId),
  });
  const twice: string[] = [];
  const take: string[] = [];
  const give: string[] = [];
  for (const row of rows) {
    const gone = new Set(row.takenBack.map(([id]) => id));
    const standing = row.purchases.filter(([id]) => !gone.has(id));
    twice.push(...row.purchases.filter(([id]) => gone.has(id)).map(([id]) => id));
    const now = takenBack([...standing, ...row.takenBack].map(purchaseOf), row.returns.map(purchaseOf));
    take.push(...standing.filter(([id]) => now.has(id)).map(([id]) => id));
    give.push(...[...gone].filter((id) => !now.has(id)));
  }
  if (twice.length > 0) await transaction.run('write/drop-purchases', { eventIds: twice });
  if (take.length > 0) await transaction.run('write/take-back', { eventIds: take });
  if (give.length > 0) await transaction.run('write/give-back', { eventIds: give });
}

type Row = readonly [id: string, orderId: string | null, at: number | null, quantity: number | null];

function purchaseOf([id, orderId, at, quantity]: Row): SettledPurchase {
  return { id, orderId, at, quantity };
}
