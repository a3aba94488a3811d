import { PURCHASE, type UserEvent } from './interactions.js';
import { takenBack, type ProductReturn } from './returns.js';

/** A return, and the number of its product. */
export interface ReturnedProduct extends ProductReturn {
  readonly product: number;
}

/** A customer's events without the purchases that were taken back. @param pieces of a purchase, where it says so */
export function withoutReturned(
  events: readonly UserEvent[],
  returns: readonly ReturnedProduct[],
  pieces: (event: UserEvent) => number | undefined,
): UserEvent[] {
  const gone = new Set<UserEvent>();
  for (const product of new Set(returns.map((each) => each.product))) {
    const bought = events.filter((event) => event.kind === PURCHASE && event.product === product);
    const purchases = bought.map((event, i) => ({
      id: String(i),
      orderId: event.order,
      at: event.time,
      quantity: pieces(event) ?? null,
    }));
    const taken = takenBack(
      purchases,
      returns.filter((each) => each.product === product),
    );
    for (const id of taken) gone.add(bought[Number(id)]);
  }
  return events.filter((event) => !gone.has(event));
}
