import type { Redis } from 'ioredis';
import { z } from 'zod';
import { LIVE_KEY, snapshotKeys } from './keys.js';
import type { SnapshotId } from './snapshot.js';

/** What a list of versions says of a snapshot. Read leniently: one of an older format is still listed. */
const summarySchema = z.object({
  id: z.string(),
  format: z.int(),
  createdAt: z.string(),
  model: z.object({ id: z.string(), layer: z.string() }),
  products: z.int(),
});

export interface SnapshotSummary extends z.infer<typeof summarySchema> {
  readonly live: boolean;
  /** Seconds until Redis removes it; null for one that stays. */
  readonly expiresIn: number | null;
}

/** Every whole snapshot in Redis, the newest first: the live one, and those that were replaced and are still readable. */
export async function listSnapshots(redis: Redis): Promise<SnapshotSummary[]> {
  const live = await redis.get(LIVE_KEY);
  const ids = await snapshotIds(redis);
  const found = await Promise.all(ids.map((id) => summaryOf(redis, id, id === live)));
  return found
    .filter((summary) => summary !== undefined)
    .sort((a, b) => (a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt > b.createdAt ? -1 : 1));
}

async function snapshotIds(redis: Redis): Promise<SnapshotId[]> {
  const [before, after] = snapshotKeys('*').manifest.split('*');
  const ids = new Set<SnapshotId>();
  for await (const keys of redis.scanStream({ match: `${before}*${after}`, count: 1000 })) {
    for (const key of keys as string[]) ids.add(key.slice(before.length, -after.length));
  }
  return [...ids];
}

async function summaryOf(redis: Redis, id: SnapshotId, live: boolean): Promise<SnapshotSummary | undefined> {
  const key = snapshotKeys(id).manifest;
  const [text, seconds] = await Promise.all([redis.get(key), redis.ttl(key)]);
  // Gone since the scan, or not a manifest of any version of ours: nothing that could be answered from.
  const summary = summarySchema.safeParse(text === null ? undefined : JSON.parse(text));
  return summary.success ? { ...summary.data, live, expiresIn: seconds < 0 ? null : seconds } : undefined;
}
