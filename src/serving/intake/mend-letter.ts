import { z } from 'zod';
import { AlongsideError, UsageError, issueText } from '../../core/index.js';
import { EventIdentities, type IdentifiedEvent } from '../../shop/csv/index.js';
import { entriesOf, readEvents, type DeadLetter } from '../../storage/intake/index.js';
import { faultsOf } from './read-events.js';
import { eventSchema, shopEventOf, type EventInput } from './event-schema.js';

/** A dead letter as an operator reads and mends it. */
export interface ReadableLetter {
  readonly id: string;
  /** Since when it is one, ISO 8601. */
  readonly at: string;
  readonly reason: string;
  readonly detail: string;
  /** The event, as `POST /v1/events` takes it. */
  readonly event?: EventInput;
  /** Of what is no event: what Redis held. */
  readonly text?: string;
}

/** What the stream takes in the place of a letter. */
export interface Mended {
  readonly kind: string;
  readonly events: number;
  readonly text: string;
}

export function readableLetter(letter: DeadLetter): ReadableLetter {
  const { id, reason, detail } = letter;
  const event = eventOf(letter);
  const about = { id, at: new Date(letter.at).toISOString(), reason, detail };
  return event === undefined ? { ...about, text: letter.text } : { ...about, event: inputOf(event) };
}

/** A letter as it is, for the stream. */
export function unmended({ kind, text }: DeadLetter): Mended {
  return { kind, events: 1, text };
}

/**
 * A letter with the event that an operator made of it. The event keeps its identity where it says what it said.
 *
 * @throws UsageError `invalid-event`
 */
export function mendedLetter(letter: DeadLetter, event: unknown): Mended {
  const before = eventOf(letter);
  const { data, error } = eventSchema.safeParse(event, { error: issueText });
  if (data === undefined) {
    throw new UsageError('invalid-event', `The event of ${letter.id} is not valid. ${faultsOf(error).join('; ')}`);
  }
  if (before !== undefined && JSON.stringify(eventSchema.parse(inputOf(before))) === JSON.stringify(data)) {
    return unmended(letter);
  }
  const mended = shopEventOf(data);
  return entriesOf({
    kind: 'events',
    events: [{ event: mended, identity: new EventIdentities().identify(mended) }],
  })[0];
}

const lineSchema = z.object({ id: z.string(), event: z.unknown() });

/** A line of a file of letters; throws UsageError `invalid-event`. */
export function readLetterLine(line: string, place: number): z.infer<typeof lineSchema> {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new UsageError(
      'invalid-event',
      `Line ${place} is no dead letter as "alongside events dead --out" writes it.`,
      {},
      { cause },
    );
  }
}

function eventOf({ kind, text }: DeadLetter): IdentifiedEvent | undefined {
  if (kind !== 'events') return undefined;
  try {
    const [event, ...others] = readEvents(text);
    return others.length === 0 ? event : undefined;
  } catch (error) {
    if (error instanceof AlongsideError) return undefined;
    throw error;
  }
}

/** An event as a request says it; the shop's own id is in its identity. */
function inputOf({ identity, event }: IdentifiedEvent): EventInput {
  const { userId, productId, type, at, orderId, sessionId, quantity } = event;
  const eventId = identity.startsWith('~~') ? identity.slice(1) : identity.startsWith('~') ? undefined : identity;
  return {
    ...(eventId === undefined ? {} : { eventId }),
    userId,
    productId,
    type,
    timestamp: new Date(at ?? 0).toISOString(),
    ...(orderId === undefined ? {} : { orderId }),
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(quantity === undefined ? {} : { quantity }),
  };
}
