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

export const nodeNumbers = z.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.every(isNode),
  'expected a list of node numbers',
);

export const detailedEvents = z.custom<readonly DetailedEvent[]>(
  (value) => Array.isArray(value) && value.every(isDetailedEvent),
  'expected a list of [node, order, session, time, sequence number]',
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

function isText(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isNumber(value: unknown): boolean {
  return value === null || typeof value === 'number';
}
