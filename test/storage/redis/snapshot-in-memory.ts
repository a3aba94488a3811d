import type { PartContents, PartReaders, PartTable } from '../../../src/storage/redis/snapshot-part.js';
import type { SnapshotManifest } from '../../../src/storage/redis/index.js';
import type { OpenSnapshot } from '../../../src/storage/redis/snapshot.js';

/** The fields of one part as Redis would hold them. */
export type StoredFields = Map<string, Buffer>;

/** A part's content as it would be stored. */
export function storedFields<Parts extends PartTable>(
  parts: Parts,
  name: keyof Parts & string,
  content: PartContents<Parts>[keyof Parts],
  manifest: Pick<SnapshotManifest, 'dimension'>,
): StoredFields {
  const fields = content === undefined ? [] : parts[name].encode(content, manifest);
  return new Map(Array.from(fields, ([field, value]) => [field, Buffer.from(value)]));
}

/** What an open snapshot offers of a part with these fields, or a promise of it. */
export function readStored<Parts extends PartTable, Name extends keyof Parts & string>(
  parts: Parts,
  name: Name,
  fields: StoredFields | (() => StoredFields),
  manifest: SnapshotManifest,
): PartReaders<Parts>[Name] | Promise<PartReaders<Parts>[Name]> {
  let stored = typeof fields === 'function' ? undefined : fields;
  const bytesOf = (field: string): Buffer | null => {
    stored ??= typeof fields === 'function' ? fields() : fields;
    return stored.get(field) ?? null;
  };
  return parts[name].reader({
    key: `alongside:{${manifest.id}}:${parts[name].key}`,
    manifest,
    entries: manifest.entries[name] ?? 0,
    cached: false,
    field: (field) => Promise.resolve(bytesOf(field)),
    fields: (names) => Promise.resolve(names.map(bytesOf)),
  }) as PartReaders<Parts>[Name] | Promise<PartReaders<Parts>[Name]>;
}

/**
 * An open snapshot of a table of parts, all in memory: what it offers goes through the table's codecs, as from Redis, when
 * it is first asked for.
 */
export function snapshotInMemory<Parts extends PartTable>(
  parts: Parts,
  manifest: Omit<SnapshotManifest, 'entries'>,
  contents: PartContents<Parts>,
): OpenSnapshot<Parts> {
  const given = Object.keys(parts).filter((name) => contents[name] !== undefined);
  const whole = { ...manifest, entries: Object.fromEntries(given.map((name) => [name, 1])) };
  const offers = Object.keys(parts).map((name) => {
    const reader = readStored(parts, name, () => storedFields(parts, name, contents[name], manifest), whole);
    // What an open snapshot holds is the content itself.
    return [name, reader instanceof Promise ? contents[name] : reader] as const;
  });
  const readers = Object.fromEntries(offers) as PartReaders<Parts>;
  return { ...readers, manifest: whole, assertWhole: () => Promise.resolve(), assertComplete: () => Promise.resolve() };
}
