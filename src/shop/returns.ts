/** A purchase of one product by one customer. */
export interface SettledPurchase {
  readonly id: string;
  readonly orderId: string | null;
  /** Epoch milliseconds. */
  readonly at: number | null;
  /** Pieces; null counts as one. */
  readonly quantity: number | null;
}

/** A return or cancellation of that product by that customer; without a quantity, of a whole purchase. */
export type ProductReturn = SettledPurchase;

/**
 * Which purchases of a product by a customer are taken back. The answer hangs on the sets alone, not on their order, so that a
 * return may come before its purchase, and either twice.
 *
 * A return that names an order takes from that order, and goes first; any other takes from what was bought last before it. A
 * purchase is taken back when all its pieces are; what was returned beyond what was bought counts for nothing.
 *
 * @returns ids of the purchases that are taken back
 */
export function takenBack(
  purchases: readonly SettledPurchase[],
  returns: readonly ProductReturn[],
): ReadonlySet<string> {
  const newestFirst = [...purchases].sort((a, b) => -byTime(a, b));
  const left = new Map(purchases.map(({ id, quantity }) => [id, quantity ?? 1]));
  const named = returns.filter(({ orderId }) => orderId !== null).sort(byTime);
  const unnamed = returns.filter(({ orderId }) => orderId === null).sort(byTime);
  for (const each of [...named, ...unnamed]) {
    let pieces = each.quantity;
    for (const purchase of newestFirst) {
      const there = left.get(purchase.id) ?? 0;
      if (there === 0 || !isOf(each, purchase)) continue;
      const taken = Math.min(there, pieces ?? there);
      left.set(purchase.id, there - taken);
      // A return of a whole purchase is done with the first one that it finds.
      pieces = (pieces ?? taken) - taken;
      if (pieces === 0) break;
    }
  }
  return new Set([...left].filter(([, pieces]) => pieces === 0).map(([id]) => id));
}

/** Whether a return can be of a purchase. */
function isOf(each: ProductReturn, purchase: SettledPurchase): boolean {
  if (each.orderId !== null) return each.orderId === purchase.orderId;
  return each.at === null || purchase.at === null || purchase.at <= each.at;
}

/** The earliest first, those without a time before all; of one time by their ids. */
function byTime(a: SettledPurchase, b: SettledPurchase): number {
  return (a.at ?? -Infinity) === (b.at ?? -Infinity)
    ? a.id < b.id
      ? -1
      : a.id > b.id
        ? 1
        : 0
    : (a.at ?? -Infinity) - (b.at ?? -Infinity);
}
