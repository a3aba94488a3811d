import { z } from 'zod';
import { AlongsideError, messageOf, type ProductId, type UserId } from '../../core/index.js';
import { EVENT_TYPES } from '../../shop/index.js';
import type { IdentifiedEvent } from '../../shop/csv/index.js';

/** What the intake takes, in the order in which it is to be written. */
export type Change = EventsChange;

/** Events of one request, or a part of them. */
export interface EventsChange {
  readonly kind: 'events';
  readonly events: readonly IdentifiedEvent[];
}

const text = z.string().nullable();
const number = z.number().nullable();

/** An event as a row: identity, customer, product, type, time, order, session, sequence number, quantity. */
const eventRow = z.tuple([z.string(), z.string(), z.string(), z.enum(EVENT_TYPES), number, text, text, number, number]);

/** An event as JSON; equal events give equal texts. */
export function eventText({ identity, event }: IdentifiedEvent): string {
  const { userId, productId, type, at, orderId, sessionId, seq, quantity } = event;
  // JSON has null for undefined in an array.
  return JSON.stringify([identity, userId, productId, type, at, orderId, sessionId, seq, quantity]);
}

function eventOf(row: unknown): IdentifiedEvent {
  const [identity, userId, productId, type, at, orderId, sessionId, seq, quantity] = eventRow.parse(row);
  return {
    identity,
    event: {
      userId: userId as UserId,
      productId: productId as ProductId,
      type,
      at: at ?? undefined,
      orderId: orderId ?? undefined,
      sessionId: sessionId ?? undefined,
      seq: seq ?? undefined,
      quantity: quantity ?? undefined,
      eventId: undefined,
    },
  };
}

/** Reads what `eventText` wrote; throws `intake-damaged`. */
export function readEvent(json: string): IdentifiedEvent {
  return orDamaged(() => eventOf(JSON.parse(json)));
}

/** Reads the events of an entry: a JSON array of what `eventText` writes. */
export function readEvents(json: string): IdentifiedEvent[] {
  return orDamaged(() => z.array(z.unknown()).parse(JSON.parse(json)).map(eventOf));
}

function orDamaged<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw new AlongsideError(
      'intake-damaged',
      `Redis holds what is no accepted event: ${messageOf(cause)}`,
      {},
      { cause },
    );
  }
}
