import type { IdentifiedEvent, ShopEvent } from '../../../shop/csv/index.js';

/** Events as one list a column: the densest form on the wire. A column that no event fills is empty. */
export interface EventColumns extends Readonly<Record<string, unknown>> {
  readonly eventIds: readonly string[];
  readonly userIds: readonly string[];
  readonly productIds: readonly string[];
}

export function eventColumns(events: readonly IdentifiedEvent[]): EventColumns {
  return {
    eventIds: events.map(({ identity }) => identity),
    userIds: events.map(({ event }) => event.userId),
    productIds: events.map(({ event }) => event.productId),
    orderIds: column(events, (event) => event.orderId),
    sessionIds: column(events, (event) => event.sessionId),
    times: column(events, (event) => integer(event.at)),
    seqs: column(events, (event) => integer(event.seq)),
    quantities: column(events, (event) => integer(event.quantity)),
  };
}

function column<T>(
  events: readonly IdentifiedEvent[],
  value: (event: ShopEvent) => T | null | undefined,
): (T | null)[] {
  const values = events.map(({ event }) => value(event) ?? null);
  return values.some((each) => each !== null) ? values : [];
}

/** The driver sends a number as a float; only a bigint becomes an integer in the graph. */
export function integer(value: number | null | undefined): bigint | null {
  return value === undefined || value === null ? null : BigInt(value);
}
