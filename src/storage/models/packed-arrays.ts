import { AlongsideError } from '../../core/index.js';
import { isNumberArray, type NumberArray } from '../codec/index.js';

/** A column of ids or words: too long for a manifest that a person may read. */
export type TextColumn = readonly string[];

/** A tree of plain data as JSON, in which `{"$file": name}` stands for each of `columns`. */
export interface PackedData {
  readonly json: unknown;
  readonly columns: ReadonlyMap<string, NumberArray | TextColumn>;
}

/** Texts of at least so many entries become a file of their own. */
const LONG_COLUMN = 50;

/**
 * Takes typed arrays and long lists of texts out of a tree of plain data, each named after its place in it.
 *
 * Numbers that JSON cannot say (NaN, ±Infinity) are written as `{"$number": "Infinity"}`; `undefined` members are left out.
 *
 * @throws AlongsideError `model-not-plain` for anything that is not data
 */
export function packArrays(data: unknown): PackedData {
  const columns = new Map<string, NumberArray | TextColumn>();
  const pack = (value: unknown, path: readonly string[]): unknown => {
    if (isColumn(value)) {
      const name = path.join('.');
      columns.set(name, value);
      return { $file: name };
    }
    if (Array.isArray(value)) return value.map((part, i) => pack(part, [...path, String(i)]));
    if (typeof value === 'object' && value !== null) return packMembers(value, path, pack);
    return plainValue(value, path);
  };
  return { json: pack(data, []), columns };
}

function isColumn(value: unknown): value is NumberArray | TextColumn {
  return isNumberArray(value) || (Array.isArray(value) && value.length >= LONG_COLUMN && value.every(isText));
}

function packMembers(
  value: object,
  path: readonly string[],
  pack: (value: unknown, path: readonly string[]) => unknown,
): object {
  if (Object.getPrototypeOf(value) !== Object.prototype) throw notPlain(path);
  const members = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(
    members.map(([key, part]) => {
      if (!/^[A-Za-z0-9_-]+$/.test(key)) throw notPlain([...path, key]);
      return [key, pack(part, [...path, key])];
    }),
  );
}

function plainValue(value: unknown, path: readonly string[]): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: String(value) };
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  throw notPlain(path);
}

/** Puts the columns back into their places. */
export function unpackArrays({ json, columns }: PackedData): unknown {
  const unpack = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unpack);
    if (value === null || typeof value !== 'object') return value;
    if ('$file' in value) {
      const column = columns.get(String(value.$file));
      if (column === undefined)
        throw new AlongsideError('model-corrupt', `The model lacks its part "${String(value.$file)}".`);
      return column;
    }
    if ('$number' in value) return Number(value.$number);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unpack(part as unknown)]));
  };
  return unpack(json);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function notPlain(path: readonly string[]): AlongsideError {
  const place = path.join('.');
  return new AlongsideError(
    'model-not-plain',
    `A model holds plain data and typed arrays only; "${place}" is neither.`,
    {
      place,
    },
  );
}
