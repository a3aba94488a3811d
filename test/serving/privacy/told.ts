import { LEAST } from './planted-customer.js';

/** Values of the fields about one thing, in the order of their names. */
export type Told = readonly (string | number | boolean | null)[];

/** Fields that say where something stands, which order tells anyway, and names of versions. */
const ORDER = new Set(['rank', 'score', 'status', 'detail', 'recommendationId', 'nextCursor', 'snapshot', 'model']);

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };

/**
 * What an answer says of planted products beside the order of things: by what it is about (a planted product, and what it was
 * asked or listed with), the values of all fields. Counts are told for every object that has any, by its place, so that none
 * may hang on the planted customer.
 */
export function toldOf(answer: unknown, planted: readonly string[]): Map<string, Told> {
  const found = new Map<string, Told>();
  const walk = (value: Json, path: string): void => {
    if (value === null || value === undefined || typeof value !== 'object') return;
    if (Array.isArray(value)) {
      value.forEach((each: Json) => {
        walk(each, `${path}[${nameOf(each)}]`);
      });
      return;
    }
    const fields = Object.entries(value as { readonly [name: string]: Json });
    if (planted.some((id) => path.includes(id)) || mentions(value, planted)) {
      found.set(path, fields.filter(isTold).flatMap(valuesOf));
    }
    for (const [name, each] of fields) walk(each, `${path}.${name}`);
  };
  walk(answer as Json, '');
  return found;
}

/** Counts of many people, one of whom may be what a step more or less hangs on: only that they are steps is looked at. */
const STEPS = new Set(['total', 'people', 'owners', 'inFrom', 'inTo', 'inBoth', 'segment']);

/** The values in a field. */
function valuesOf([name, value]: readonly [string, Json]): Told {
  return STEPS.has(name) && typeof value === 'number' ? [value % LEAST] : leaves(value);
}

/** The sentences of items of which nothing is told; that there is none at all, as y is on no list, tells no more. */
const NEUTRAL = /^(new or rare|popular) in /;

/** Whether a field says more than the place. */
function isTold([name, value]: readonly [string, Json]): boolean {
  return !ORDER.has(name) && !(name === 'reason' && (typeof value !== 'string' || NEUTRAL.test(value)));
}

/** The products that an item of an array is about. */
function nameOf(item: Json): string {
  if (item === null || item === undefined || typeof item !== 'object' || Array.isArray(item)) return '';
  const { productId, bought, offer, through } = item as Readonly<Record<string, Json>>;
  return [productId, bought, offer, through].map((each) => (each === undefined ? '' : JSON.stringify(each))).join('');
}

/** Whether an object's own fields, or those of a product in it, name a planted product. */
function mentions(value: Json, planted: readonly string[]): boolean {
  const text = JSON.stringify(Object.values(value as object).filter((each) => !Array.isArray(each)));
  return planted.some((id) => text.includes(`"${id}"`));
}

function leaves(value: Json): Told {
  if (value === undefined) return [];
  if (value === null || typeof value !== 'object') return [value];
  if (Array.isArray(value)) return [];
  return Object.entries(value as { readonly [name: string]: Json })
    .filter(isTold)
    .flatMap(valuesOf);
}
