import { z } from 'zod';
import { issueText } from '../../core/index.js';
import { EventIdentities, type IdentifiedEvent } from '../../shop/csv/index.js';
import { eventSchema, shopEventOf } from './event-schema.js';

/** Milliseconds that an event may lie ahead of the server's clock: a sender's clock may be wrong, but not by more. */
const AHEAD = 24 * 3600 * 1000;

/** Why an event of a request is not taken. */
export const rejectionCodes = ['invalid-event', 'event-in-future'] as const;

/** An event that is not taken. */
export const rejectionSchema = z
  .object({
    index: z.int().describe('Its place in `events`, from 0.'),
    code: z
      .enum(rejectionCodes)
      .describe('`invalid-event`: it is not of the form; `event-in-future`: its time lies more than a day ahead.'),
    detail: z.string().describe('What is wrong, for a person.'),
  })
  .meta({ id: 'RejectedEvent' });
export type Rejection = z.infer<typeof rejectionSchema>;

/** The events of a request, sorted out. */
export interface ReadEvents {
  readonly events: readonly IdentifiedEvent[];
  readonly rejected: readonly Rejection[];
}

/** Checks the form of each event of a request, and names the sound ones. @param now epoch milliseconds */
export function readEvents(rows: readonly unknown[], now: number): ReadEvents {
  const identities = new EventIdentities();
  const events: IdentifiedEvent[] = [];
  const rejected: Rejection[] = [];
  rows.forEach((row, index) => {
    const { data, error } = eventSchema.safeParse(row, { error: issueText });
    if (data === undefined) {
      rejected.push({ index, code: 'invalid-event', detail: detailOf(error) });
      return;
    }
    const event = shopEventOf(data);
    // Named before it may be refused: what is refused today is the same event tomorrow.
    const identity = identities.identify(event);
    if ((event.at ?? now) > now + AHEAD) {
      rejected.push({
        index,
        code: 'event-in-future',
        detail: `timestamp: ${data.timestamp} lies more than a day ahead`,
      });
    } else events.push({ identity, event });
  });
  return { events, rejected };
}

/** What is wrong, each part with its path. */
export function faultsOf({ issues }: z.ZodError): string[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => `${key}: is not known here`)
      : [`${issue.path.join('.') || 'event'}: ${issue.message}`],
  );
}

const LONGEST = 500;

function detailOf(error: z.ZodError): string {
  return faultsOf(error).join('; ').slice(0, LONGEST);
}
