import { hash } from 'node:crypto';
import { OccurrenceTable } from './occurrence-table.js';
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

/**
 * Gives every event of one file its identity: the shop's id, or a hash of what the event says (96 bits of SHA-256)
 * plus how often the file said exactly that before. The same file gives the same identities, whatever its columns' order.
 */
export class EventIdentities {
  private readonly occurrences = new OccurrenceTable(1 << 14);

  identify(event: ShopEvent): string {
    if (event.eventId !== undefined) return givenIdentity(event.eventId);
    const digest = hash('sha256', whatItSays(event), 'buffer');
    const before = this.occurrences.add(digest.readUInt32LE(0), digest.readUInt32LE(4));
    const name = derivedMark + digest.toString('base64url', 0, 12);
    return before === 0 ? name : `${name}.${String(before)}`;
  }
}

/** Ids hold no control characters, so a line break between the parts keeps different events different. */
function whatItSays(event: ShopEvent): string {
  const { userId, productId, type, at, orderId, sessionId, seq, quantity } = event;
  return `${userId}\n${productId}\n${type}\n${at ?? ''}\n${orderId ?? ''}\n${sessionId ?? ''}\n${seq ?? ''}\n${quantity ?? ''}`;
}
