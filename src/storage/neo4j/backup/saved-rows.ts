import { z } from 'zod';
import { EVENT_TYPES } from '../../../shop/index.js';

const id = z.string();
const textOrNull = z.string().nullable();
const wholeOrNull = z.int().nullable();
const numberOrNull = z.number().nullable();

/** What the graph says of the shop, row by row: all that cannot be made anew from the rest. */
export const savedCategory = z.strictObject({ categoryId: id, name: textOrNull, parentIds: z.array(id) });
export const savedProduct = z.strictObject({
  productId: id,
  /** The categories that it stands in: one, unless something else wrote the graph or nobody described the product. */
  placeIds: z.array(id),
  title: textOrNull,
  price: numberOrNull,
  brand: textOrNull,
  categoryIds: z.array(id).nullable(),
  stock: wholeOrNull,
  margin: numberOrNull,
});
export const savedRelation = z.strictObject({ categoryId: id, relatedId: id, weight: z.number() });
/** A customer of whom no event tells. */
export const savedUser = z.strictObject({ userId: id });
export const savedEvent = z.strictObject({
  userId: id,
  productId: id,
  type: z.enum(EVENT_TYPES),
  /** As the graph has it, be it the shop's or derived. */
  eventId: textOrNull,
  orderId: textOrNull,
  sessionId: textOrNull,
  /** Milliseconds since 1970. */
  at: numberOrNull,
  seq: wholeOrNull,
  quantity: wholeOrNull,
});

export type SavedCategory = z.infer<typeof savedCategory>;
export type SavedProduct = z.infer<typeof savedProduct>;
export type SavedRelation = z.infer<typeof savedRelation>;
export type SavedUser = z.infer<typeof savedUser>;
export type SavedEvent = z.infer<typeof savedEvent>;
