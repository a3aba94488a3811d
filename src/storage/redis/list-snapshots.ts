import type { Redis } from 'ioredis';
import { z } from 'zod';
import { exposureSchema } from './exposure-schema.js';
import { isWrongType } from './redis-failure.js';
import { keysLike } from './keys-like.js';
import { POINTER_NAMES, readPointers, type PointerName, type Pointers } from './pointers.js';
import { manifestKey, snapshotKey } from './snapshot-keys.js';
import type { SnapshotId } from './snapshot-manifest.js';
import { SNAPSHOT_PARTS } from './snapshot-parts.js';

/** What a list of versions says of a snapshot. Read leniently: one of an older format is still listed. */
const summarySchema = z.object({
  id: z.string(),
  format: z.int(),
  createdAt: z.string(),
  model: z.object({ id: z.string(), layer: z.string() }),
  products: z.int(),
  balance: z.number().optional().catch(undefined),
  maxExposure: z.number().optional().catch(undefined),
  exposure: exposureSchema.optional().catch(undefined),
});

export interface SnapshotSummary extends z.infer<typeof summarySchema> {
  readonly live: boolean;
  /** The pointers that name it. */
  readonly pointers: readonly PointerName[];
  /** Seconds until Redis removes it; null for one that stays. */
  readonly expiresIn: number | null;
  /** Bytes that each of its parts takes in Redis, as estimated from some of the part's fields. */
  readonly bytes: Readonly<Record<string, number>>;
}

/** Every whole snapshot in Redis, the newest first: the live one, and those that were replaced and are still readable. */
export async function listSnapshots(redis: Redis): Promise<SnapshotSummary[]> {
  const pointers = await readPointers(redis);
  const ids = await snapshotIds(redis);
  const found = await Promise.all(ids.map((id) => summaryOf(redis, id, pointers)));
  return found
    .filter((summary) => summary !== undefined)
    .sort((a, b) => (a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt > b.createdAt ? -1 : 1));
}

/** Every snapshot that has a manifest in Redis. */
export async function snapshotIds(redis: Redis): Promise<SnapshotId[]> {
  const [before, after] = manifestKey('*').split('*');
  const ids = new Set<SnapshotId>();
  for await (const keys of keysLike(redis, `${before}*${after}`)) {
    for (const key of keys) ids.add(key.slice(before.length, -after.length));
  }
  return [...ids];
}

async function summaryOf(redis: Redis, id: SnapshotId, pointers: Pointers): Promise<SnapshotSummary | undefined> {
  const key = manifestKey(id);
  const [text, seconds] = await Promise.all([redis.get(key).catch(noText), redis.ttl(key)]);
  // Gone since the scan, or not a manifest of any version of ours: nothing that could be answered from.
  const summary = summarySchema.safeParse(text === null ? undefined : parsed(text));
  if (!summary.success) return undefined;
  return {
    ...summary.data,
    live: pointers.live === id,
    pointers: POINTER_NAMES.filter((name) => pointers[name] === id),
    expiresIn: seconds < 0 ? null : seconds,
    bytes: await bytesOfParts(redis, id),
  };
}

function noText(error: unknown): null {
  if (isWrongType(error)) return null;
  throw error;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Fields of a hash that its size is estimated from; Redis does nothing else meanwhile. */
const SAMPLES = 50;

async function bytesOfParts(redis: Redis, id: SnapshotId): Promise<Record<string, number>> {
  const sizes = await Promise.all(
    Object.entries(SNAPSHOT_PARTS).map(async ([part, { key }]) => {
      return [part, (await redis.memory('USAGE', snapshotKey(id, key), 'SAMPLES', SAMPLES)) ?? 0] as const;
    }),
  );
  return Object.fromEntries(sizes);
}
