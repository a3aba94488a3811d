import { DamagedValue, type Codec } from '../codec/index.js';
import { partFailure } from './damaged-part.js';
import { cachedOnce } from './part-cache.js';
import type { PartSource, SnapshotPart } from './snapshot-part.js';

/** Reads one field; one that is missing is damage. */
export type ReadField<Fields> = <Name extends keyof Fields & string>(name: Name) => Promise<Fields[Name]>;

export interface FieldsPartOptions<Fields, Value> {
  readonly key: string;
  readonly fields: { readonly [Name in keyof Fields & string]: Codec<Fields[Name]> };
  readonly split: (value: Value) => Partial<Fields>;
  /** Puts the value together. A field is read when it is asked for, so that a large value pauses nobody for long. */
  readonly join: (read: ReadField<Fields>) => Promise<Value>;
}

/** One value, in fields of its own; read when the snapshot is opened. */
export function heldPart<Fields, Value>(options: FieldsPartOptions<Fields, Value>): SnapshotPart<Value, Value> {
  return { key: options.key, encode: (value) => encode(options, value), reader: (source) => read(options, source) };
}

/** One value, in fields of its own; read at the first question for it, and undefined where the snapshot has none. */
export function fieldsPart<Fields, Value>(
  options: FieldsPartOptions<Fields, Value>,
): SnapshotPart<Value, () => Promise<Value | undefined>> {
  return {
    key: options.key,
    encode: (value) => encode(options, value),
    reader: (source) => {
      const reader = async (): Promise<Value | undefined> => (source.entries === 0 ? undefined : read(options, source));
      return source.cached ? cachedOnce(reader) : reader;
    },
  };
}

function* encode<Fields, Value>(
  { fields, split }: FieldsPartOptions<Fields, Value>,
  value: Value,
): Generator<readonly [string, string | Buffer]> {
  const values = split(value);
  for (const name of Object.keys(fields) as (keyof Fields & string)[]) {
    const field = values[name];
    if (field !== undefined) yield [name, fields[name].encode(field)];
  }
}

async function read<Fields, Value>(
  { fields, join }: FieldsPartOptions<Fields, Value>,
  source: PartSource,
): Promise<Value> {
  try {
    return await join(async (name) => {
      const bytes = await source.field(name);
      if (bytes === null) throw new DamagedValue(`${name} is missing.`);
      return fields[name].decode(bytes);
    });
  } catch (error) {
    throw partFailure(source.key, error);
  }
}
