import type { Redis } from 'ioredis';
import { z } from 'zod';
import { AlongsideError } from '../../core/index.js';
import { json } from '../codec/index.js';
import { partFailure, snapshotCorrupt } from './damaged-part.js';
import { isWrongType } from './redis-failure.js';
import { firstWrongCount } from './part-counts.js';
import { manifestKey, snapshotKey } from './snapshot-keys.js';
import {
  SNAPSHOT_FORMAT,
  snapshotManifestSchema,
  type SnapshotId,
  type SnapshotManifest,
} from './snapshot-manifest.js';
import type { PartReaders, PartSource, PartTable } from './snapshot-part.js';
import { SNAPSHOT_PARTS } from './snapshot-parts.js';
import type { OpenSnapshot, Snapshot } from './snapshot.js';

export interface OpenOptions {
  /** Whether what is read stays in memory, as far as each part's bound allows. */
  readonly cached?: boolean;
}

/**
 * Opens a snapshot for reading.
 *
 * @throws AlongsideError `snapshot-missing` for one that is not there, `snapshot-corrupt` for one that is damaged or of
 *   another format
 */
export function openSnapshot(redis: Redis, id: SnapshotId, options: OpenOptions = {}): Promise<Snapshot> {
  return openParts(SNAPSHOT_PARTS, redis, id, options);
}

/** The same of a snapshot of some table of parts. */
export async function openParts<Parts extends PartTable>(
  parts: Parts,
  redis: Redis,
  id: SnapshotId,
  { cached = false }: OpenOptions = {},
): Promise<OpenSnapshot<Parts>> {
  const manifest = await readManifest(redis, id);
  const assertWhole = (): Promise<void> => assertThere(redis, id);
  const assertCounts = async (): Promise<void> => {
    const wrong = await firstWrongCount(redis, manifest, parts);
    if (wrong !== undefined) throw snapshotCorrupt(wrong.key);
  };
  const assertComplete = async (): Promise<void> => {
    await assertWhole();
    await assertCounts();
  };
  try {
    await assertCounts();
    const readers: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(parts)) {
      readers[name] = await part.reader(partSource(redis, snapshotKey(id, part.key), name, { manifest, cached }));
    }
    return { ...(readers as PartReaders<Parts>), manifest, assertWhole, assertComplete };
  } catch (error) {
    // Parts that expired while they were read look like damage.
    await assertWhole();
    throw error;
  }
}

async function readManifest(redis: Redis, id: SnapshotId): Promise<SnapshotManifest> {
  const key = manifestKey(id);
  const bytes = await asPart(key, redis.getBuffer(key));
  if (bytes === null) throw missing(id);
  try {
    const { format } = json(z.looseObject({ format: z.int() })).decode(bytes);
    if (format !== SNAPSHOT_FORMAT) throw outdated(id);
    return json(snapshotManifestSchema).decode(bytes);
  } catch (error) {
    throw partFailure(key, error);
  }
}

function outdated(id: SnapshotId): AlongsideError {
  return new AlongsideError(
    'snapshot-corrupt',
    `The snapshot ${id} was written by another version of Alongside. Run "alongside embed --full" to write one that this version reads.`,
    { snapshot: id },
  );
}

function partSource(
  redis: Redis,
  key: string,
  name: string,
  { manifest, cached }: Pick<PartSource, 'manifest' | 'cached'>,
): PartSource {
  const entries = manifest.entries[name] ?? 0;
  return {
    key,
    manifest,
    cached,
    entries,
    field: async (field) => {
      const value = await asPart(key, redis.hgetBuffer(key, field));
      if (value === null) await assertCounted(redis, manifest.id, { key, entries });
      return value;
    },
    fields: async (fields) => {
      const values = await asPart(key, redis.hmgetBuffer(key, ...fields));
      if (values.includes(null)) await assertCounted(redis, manifest.id, { key, entries });
      return values;
    },
  };
}

/** A key of another kind is damage of the part. */
async function asPart<Value>(key: string, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    throw isWrongType(error) ? snapshotCorrupt(key, error) : error;
  }
}

/**
 * A field that is not there says something only while the part is there with all its fields: one that expired or was evicted
 * would turn known products into unknown ones. Counted after the reading, as what is gone does not come back.
 */
async function assertCounted(
  redis: Redis,
  id: SnapshotId,
  { key, entries }: Pick<PartSource, 'key' | 'entries'>,
): Promise<void> {
  if ((await asPart(key, redis.hlen(key))) === entries) return;
  await assertThere(redis, id);
  throw snapshotCorrupt(key);
}

async function assertThere(redis: Redis, id: SnapshotId): Promise<void> {
  if ((await redis.exists(manifestKey(id))) === 0) throw missing(id);
}

function missing(id: SnapshotId): AlongsideError {
  return new AlongsideError(
    'snapshot-missing',
    `The snapshot ${id} is no longer in Redis. Run "alongside embed --full".`,
    { snapshot: id },
  );
}
