import { z } from 'zod';

/**
 * Columns of an export that hold a list in each row. A shop has millions of events, so their lists are looked through in
 * plain loops; a schema of their elements takes many times as long.
 */

/** An event as `read/interactions-detailed` gives it; times in epoch milliseconds. */
export type DetailedEvent = readonly [
  product: number,
  order: string | null,
  session: string | null,
  time: number | null,
  seq: number | null,
];

/** An event as `read/backup-events` gives it. */
export type SavedEvent = readonly [
  product: string,
  id: string | null,
  order: string | null,
  session: string | null,
  time: number | null,
  seq: number | null,
  quantity: number | null,
];

export const nodeNumbers = z.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.every(isNode),
  'expected a list of node numbers',
);

export const detailedEvents = z.custom<readonly DetailedEvent[]>(
  (value) => Array.isArray(value) && value.every(isDetailedEvent),
  'expected a list of [node, order, session, time, sequence number]',
);

export const savedEvents = z.custom<readonly SavedEvent[]>(
  (value) => Array.isArray(value) && value.every(isSavedEvent),
  'expected a list of [product, event, order, session, time, sequence number, quantity]',
);

function isNode(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isDetailedEvent(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === 5 &&
    isNode(value[0]) &&
    isText(value[1]) &&
    isText(value[2]) &&
    isNumber(value[3]) &&
    isNumber(value[4])
  );
}

function isSavedEvent(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === 7 &&
    typeof value[0] === 'string' &&
    value.slice(1, 4).every(isText) &&
    value.slice(4).every(isNumber)
  );
}

function isText(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isNumber(value: unknown): boolean {
  return value === null || typeof value === 'number';
}
