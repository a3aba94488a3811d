import { hash } from 'node:crypto';
import { OccurrenceTable } from './occurrence-table.js';
import type { EventType } from '../interactions.js';
import type { ShopEvent } from './rows.js';

/** An event and what identifies it. */
export interface IdentifiedEvent {
  readonly identity: string;
  readonly event: ShopEvent;
}

/** Marks ids that were derived; an id of the shop's own that begins with it gets a second one, so the two never meet. */
const derivedMark = '~';

/** The identity of an event to which the shop gave an id. */
export function givenIdentity(eventId: string): string {
  return eventId.startsWith(derivedMark) ? derivedMark + eventId : eventId;
}

/** Follows the mark where an event is known by its order; no letter of a hash. */
const orderMark = '=';

/**
 * Gives every event of one file or request its identity: the shop's id; else what its order, product and type are, as an order has
 * a line for each product; else a hash of what the event says (96 bits of SHA-256) plus how often the file said exactly that
 * before. The same file gives the same identities, whatever its columns' order, and so does a request that says the same.
 */
export class EventIdentities {
  private readonly occurrences = new OccurrenceTable(1 << 10);

  /** @param apart keeps events that the shop gave no id apart from equal ones that were named without it */
  constructor(private readonly apart = '') {}

  identify(event: ShopEvent): string {
    const { eventId, orderId, productId, type } = event;
    if (eventId !== undefined) return givenIdentity(eventId);
    if (orderId !== undefined) return orderIdentity(orderId, productId, type, this.apart);
    const digest = digestOf(whatItSays(event) + this.apart);
    const before = this.occurrences.add(digest.readUInt32LE(0), digest.readUInt32LE(4));
    const name = derivedMark + nameOf(digest);
    return before === 0 ? name : `${name}.${String(before)}`;
  }
}

/** The identity of an order's line for a product. */
export function orderIdentity(orderId: string, productId: string, type: EventType, apart = ''): string {
  return `${derivedMark}${orderMark}${nameOf(digestOf(`${orderId}\n${productId}\n${type}${apart}`))}`;
}

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

function nameOf(digest: Buffer): string {
  return digest.toString('base64url', 0, 12);
}

/** Ids hold no control characters, so a line break between the parts keeps different events different. */
function whatItSays(event: ShopEvent): string {
  const { userId, productId, type, at, orderId, sessionId, seq, quantity } = event;
  return `${userId}\n${productId}\n${type}\n${at ?? ''}\n${orderId ?? ''}\n${sessionId ?? ''}\n${seq ?? ''}\n${quantity ?? ''}`;
}
