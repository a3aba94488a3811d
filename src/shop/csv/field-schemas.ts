import { z } from 'zod';
import type { CategoryId, ProductId, UserId } from '../../core/index.js';
import { EVENT_TYPES, type EventType } from '../interactions.js';
import type { ClockReader } from './time-zone.js';

const longestId = 256;
// Control characters would break logs and keys; U+FFFD is what is left of bytes that are not UTF-8, so two ids could become one.
const unfitForId = /[\p{Cc}\uFFFD]/u;

/** An id as the shop wrote it: 1 to 256 characters, none of them a control character. */
export const id = z
  .string('is missing')
  .min(1, 'is empty')
  .max(longestId, `is longer than ${String(longestId)} characters`)
  .refine((text) => !unfitForId.test(text), 'holds a control character or bytes that are not UTF-8');

export const productId = id.transform((text) => text as ProductId);
export const categoryId = id.transform((text) => text as CategoryId);
export const userId = id.transform((text) => text as UserId);

/** Several category ids joined by `|`. */
export const categoryIds = z
  .string()
  .transform((text) => text.split('|'))
  .pipe(z.array(categoryId));

const decimal = z
  .string('is missing')
  .regex(/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, 'is not a number')
  .transform(Number);

export const price = decimal.pipe(z.number('is too large').min(0, 'is negative'));
/** Profit as a share of the price; below 0 for what is sold at a loss. */
export const margin = decimal.pipe(z.number().max(1, 'is above 1'));
export const weight = decimal.pipe(z.number().min(0, 'is below 0').max(1, 'is above 1'));

const integer = z
  .string()
  .regex(/^[+-]?\d+$/, 'is not a whole number')
  .transform(Number);

export const sequence = integer.pipe(z.int('is too large'));
export const stock = integer.pipe(z.int32('is too large').min(0, 'is negative'));
/** Pieces; below 0 of what is given back. */
export const quantity = integer.pipe(z.int('is too large').refine((pieces) => pieces !== 0, 'is not positive'));

/** The types in words, the weakest interaction first. */
const eventTypes = [...EVENT_TYPES.slice(0, -1).reverse(), ...EVENT_TYPES.slice(-1)].join(', ');

/** The types; the British spelling of `favorite` is understood. */
export const eventType = z
  .string('is missing')
  .transform((text) => (text === 'favourite' ? 'favorite' : text))
  .pipe(z.enum(EVENT_TYPES, `is not one of ${eventTypes}`)) satisfies z.ZodType<EventType>;

const instant = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()]);
const hasZone = /(Z|[+-]\d\d:?\d\d)$/i;

/** ISO 8601 to milliseconds since 1970; a time without an offset is what the shop's clock showed, whatever the machine's zone is. */
export const timestamp = (clock: ClockReader) =>
  z.string().transform((text, context) => {
    const iso = text.replace(' ', 'T');
    const milliseconds = instant.safeParse(iso).success ? instantOf(iso, clock) : NaN;
    if (!Number.isNaN(milliseconds)) return milliseconds;
    context.issues.push({ code: 'custom', message: 'is not an ISO 8601 time', input: text });
    return z.NEVER;
  });

function instantOf(iso: string, clock: ClockReader): number {
  const isDate = iso.length <= 10;
  return !isDate && hasZone.test(iso) ? Date.parse(iso) : clock(Date.parse(isDate ? iso : `${iso}Z`));
}
