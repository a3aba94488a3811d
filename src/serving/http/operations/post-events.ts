import { z } from 'zod';
import { eventSchema, intakeAnswerSchema } from '../../intake/index.js';
import { operation, type RequestContext } from '../operation.js';
import { ApiError } from '../problems/api-error.js';
import { json } from '../reply.js';
import type { Idempotency } from '../../intake/index.js';

const MOST = 1000;

/** Each event is checked by itself: what is wrong with one is told in the answer, and holds up none of the others. */
const body = z
  .strictObject({
    events: z.array(z.unknown()).min(1).max(MOST).meta({ items: eventJsonSchema() }),
  })
  .meta({ id: 'Events' });

function eventJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(eventSchema, { io: 'input' });
  delete schema.$schema;
  return schema;
}

export const postEvents = operation({
  id: 'sendEvents',
  method: 'post',
  path: '/v1/events',
  scope: 'events',
  tag: 'Events',
  summary: 'What customers did',
  description:
    'Takes up to 1,000 events. They are accepted once they are queued in Redis, whose log is flushed to the disk every second; a worker brings them into the graph. Each event counts once, however often it is sent, and whether it comes by this call or in a file: it is known by its `eventId`, else by order, product and type where it has an `orderId`, else by all that it says. An event of a product that the shop does not have waits an hour for it. A customer’s own lists follow at once.',
  requestHeaders: z.object({
    'Idempotency-Key': z
      .string()
      .optional()
      .describe(
        'Names the request, with 1 to 255 visible characters: sent again within a day, it is answered as before and queued no more.',
      ),
  }),
  query: z.strictObject({
    durable: z
      .literal('1')
      .optional()
      .describe('`1`: answered once the events are on the disk of Redis, and refused where it cannot tell.'),
  }),
  body,
  bodyBytes: 2 * 1024 * 1024,
  responses: {
    202: { description: 'The sound events are queued; the others are named.', schema: intakeAnswerSchema },
  },
  problems: ['backlog-full', 'idempotency-key-reused', 'durability-unavailable'],
  examples: [
    {
      summary: 'A purchase of two products in one order',
      body: {
        events: [
          {
            userId: 'c00222',
            productId: 'tents-001',
            type: 'purchase',
            timestamp: '2026-05-04T10:20:30Z',
            orderId: 'o-1',
          },
          {
            userId: 'c00222',
            productId: 'stoves-001',
            type: 'purchase',
            timestamp: '2026-05-04T10:20:30Z',
            orderId: 'o-1',
          },
        ],
      },
      status: 202,
      answer: { accepted: 2, rejected: [] },
    },
    {
      summary: 'One of two events is not valid',
      body: {
        events: [
          { userId: 'c00222', productId: 'tents-001', type: 'view', timestamp: '2026-05-04T10:21:00Z' },
          { userId: 'c00222', productId: 'tents-001', type: 'stare', timestamp: '2026-05-04T10:21:00Z' },
        ],
      },
      status: 202,
      answer: {
        accepted: 1,
        rejected: [
          { index: 1, code: 'invalid-event', detail: 'type: is not one of view, favorite, cart, purchase, return' },
        ],
      },
    },
  ],
  handle:
    ({ body: { events }, query: { durable } }) =>
    async (context) => {
      const { intake } = context.services;
      const idempotency = idempotencyOf(context);
      const answer =
        durable === undefined ? intake.events(events, idempotency) : intake.durableEvents(events, idempotency);
      return json(await answer, { status: 202 });
    },
});

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The request's own name; throws `invalid-request` for what is none. */
function idempotencyOf({ header, keyId = '' }: RequestContext): Idempotency | undefined {
  const key = header('idempotency-key');
  if (key === undefined) return undefined;
  if (KEY.test(key)) return { caller: keyId, key };
  throw new ApiError('invalid-request', 'The header "Idempotency-Key" takes 1 to 255 visible characters.');
}
