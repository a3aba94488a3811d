import { DamagedValue, type Codec } from '../codec/index.js';
import { partFailure } from './damaged-part.js';
import { cachedByKey } from './part-cache.js';
import type { SnapshotManifest } from './snapshot-manifest.js';
import type { PartSource, SnapshotPart } from './snapshot-part.js';

export interface KeyedPartOptions<Value> {
  readonly key: string;
  readonly codec: Codec<Value>;
  /** Whether a value that was read can belong to the snapshot. */
  readonly check?: (value: Value, manifest: SnapshotManifest) => boolean;
  /** Values that a process keeps in memory, the latest used; none if left out. */
  readonly cached?: number;
  readonly step?: string;
}

/** Reads the values of some keys, in their order. */
export type KeyedReader<Key, Value> = (keys: readonly Key[]) => Promise<Value[]>;

type KeyedPart<Key, Value, Absent> = SnapshotPart<Iterable<readonly [Key, Value]>, KeyedReader<Key, Value | Absent>>;

/** Values by key: the number of a product or a category, or an id. A reader gets undefined for a key that has none. */
export function keyedPart<Key extends string | number, Value>(
  options: KeyedPartOptions<Value>,
): KeyedPart<Key, Value, undefined> {
  return partOf(options, () => undefined);
}

/** Values by key that nobody asks for in vain: one that is not there is damage. */
export function completePart<Key extends string | number, Value>(
  options: KeyedPartOptions<Value>,
): KeyedPart<Key, Value, never> {
  return partOf(options, () => {
    throw new DamagedValue('It is missing.');
  });
}

function partOf<Key extends string | number, Value, Absent>(
  { key, step, codec, check = () => true, cached = 0 }: KeyedPartOptions<Value>,
  absent: () => Absent,
): KeyedPart<Key, Value, Absent> {
  const decode = (bytes: Buffer, manifest: SnapshotManifest): Value => {
    const value = codec.decode(bytes);
    if (!check(value, manifest)) throw new DamagedValue('It does not belong to this snapshot.');
    return value;
  };
  const read = async (source: PartSource, keys: readonly Key[]): Promise<(Value | Absent)[]> => {
    if (keys.length === 0) return [];
    const found = await source.fields(keys.map(String));
    return found.map((bytes, i) => {
      try {
        return bytes === null ? absent() : decode(bytes, source.manifest);
      } catch (error) {
        throw partFailure(`${source.key} ${keys[i]}`, error);
      }
    });
  };
  return {
    key,
    step,
    *encode(entries) {
      for (const [name, value] of entries) yield [`${name}`, codec.encode(value)];
    },
    reader: (source) => {
      const reader = (keys: readonly Key[]): Promise<(Value | Absent)[]> => read(source, keys);
      return source.cached && cached > 0 ? cachedByKey(cached, reader) : reader;
    },
  };
}
