import type { Redis } from 'ioredis';
import { isWrongType } from './redis-failure.js';
import { snapshotKey } from './snapshot-keys.js';
import type { SnapshotManifest } from './snapshot-manifest.js';
import type { PartTable } from './snapshot-part.js';

export interface WrongCount {
  readonly part: string;
  readonly key: string;
  readonly found: number;
  readonly expected: number;
}

/**
 * The first part of a snapshot that has not as many fields as it should; undefined where all have.
 *
 * @param keyOf the key that a part is counted under
 */
export async function firstWrongCount(
  redis: Redis,
  { id, entries }: Pick<SnapshotManifest, 'id' | 'entries'>,
  parts: PartTable,
  keyOf = snapshotKey,
): Promise<WrongCount | undefined> {
  const counts = await Promise.all(
    Object.entries(parts).map(async ([part, { key: name }]) => {
      const key = keyOf(id, name);
      return { part, key, found: await fieldsOf(redis, key), expected: entries[part] ?? 0 };
    }),
  );
  return counts.find(({ found, expected }) => found !== expected);
}

/** A key of another kind has none. */
async function fieldsOf(redis: Redis, key: string): Promise<number> {
  try {
    return await redis.hlen(key);
  } catch (error) {
    if (isWrongType(error)) return -1;
    throw error;
  }
}
