import { z } from 'zod';
import type { ProductId, UserId } from '../../core/index.js';
import { refuseNegative, typeBought, type ShopEvent } from '../../shop/csv/index.js';
import { EVENT_TYPES, INTERACTION_KINDS } from '../../shop/index.js';

/** An id as the shop wrote it: U+FFFD is what is left of bytes that are not UTF-8, so two ids could become one. */
const id = z
  .string('is missing')
  .min(1, 'is empty')
  .max(256, 'is longer than 256 characters')
  // eslint-disable-next-line no-control-regex -- which are what it refuses; ranges, as JSON Schema has no \p{Cc} everywhere
  .regex(/^[^\u0000-\u001f\u007f-\u009f\uFFFD]*$/, 'holds a control character or bytes that are not UTF-8');

const type = z
  .enum([...EVENT_TYPES, 'favourite'], `is not one of ${INTERACTION_KINDS.toReversed().join(', ')}, return`)
  .describe(
    'What the customer did; `favourite` is understood as `favorite`. A `return` takes back a purchase of the product: of its `orderId`, or else the last before it.',
  );

/** One event of a request. */
export const eventSchema = z
  .strictObject({
    eventId: id.optional().describe('The shop’s own id of the event: sent again, it changes nothing.'),
    userId: id,
    productId: id,
    type,
    timestamp: z.iso
      .datetime({ offset: true, error: 'is not an ISO 8601 time with an offset, such as 2026-05-04T10:20:30Z' })
      .describe('When it happened; not more than a day ahead of the server’s clock.'),
    orderId: id
      .optional()
      .describe('Products of one order are one basket. Without an `eventId`, order, product and type name the event.'),
    sessionId: id.optional().describe('Products of one visit are one basket where the shop has no orders.'),
    quantity: z
      .int('is not a whole number')
      .min(-1e9, 'is too large')
      .max(1e9, 'is too large')
      .refine((pieces) => pieces !== 0, 'is not positive')
      .optional()
      .describe(
        'Pieces; of a purchase below 0, it is the return of so many. A return without it is of a whole purchase.',
      ),
  })
  .superRefine(refuseNegative)
  .describe('One thing that a customer did.');
export type EventInput = z.output<typeof eventSchema>;

/** An event of a request as files have it too. */
export function shopEventOf(input: EventInput): ShopEvent {
  const { eventId, userId, productId, timestamp, orderId, sessionId, quantity } = input;
  return {
    eventId,
    userId: userId as UserId,
    productId: productId as ProductId,
    type: typeBought(input.type === 'favourite' ? 'favorite' : input.type, quantity),
    at: Date.parse(timestamp),
    orderId,
    sessionId,
    seq: undefined,
    quantity: quantity === undefined ? undefined : Math.abs(quantity),
  };
}
