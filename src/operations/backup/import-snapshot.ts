import type { Redis } from 'ioredis';
import { AlongsideError, type ReportProgress } from '../../core/index.js';
import {
  isPointedAt,
  openSnapshot,
  readPointers,
  restoreValues,
  SNAPSHOT_PARTS,
  snapshotKey,
  SnapshotWriter,
  type SavedValue,
  type SnapshotId,
} from '../../storage/redis/index.js';
import { inBatches } from './row-files.js';
import { readSnapshotFile, type SnapshotFileHead } from './snapshot-file.js';

/** Values that are written at once. */
const BATCH = 500;
/** Seconds for which a snapshot stays that nothing points at. */
const DAY = 24 * 3600;

/** What was imported. */
export interface ImportedSnapshot {
  readonly snapshot: SnapshotId;
  readonly values: number;
  /** Whether the rules of the file are the shop's now: only where it had none. */
  readonly rules: boolean;
}

/**
 * Writes the snapshot of a file into Redis, for a day unless a pointer names it; and its rules where the shop has none. The
 * file is read to its end before anything is written, and what was written is counted and opened.
 *
 * A snapshot of this name that a pointer names already is the same one, and stays as it is.
 *
 * @throws AlongsideError `backup-unreadable`, `backup-damaged`; `snapshot-corrupt` where not all of it came to be in Redis
 */
export async function importSnapshot(redis: Redis, path: string, progress: ReportProgress): Promise<ImportedSnapshot> {
  const head = await checked(path);
  const { snapshot } = head;
  const writer = new SnapshotWriter(redis, SNAPSHOT_PARTS);
  const there = isPointedAt(await readPointers(redis), snapshot);
  const rules = (await redis.exists(RULES_VERSION)) === 0;
  if (!there) for (const { key } of Object.values(SNAPSHOT_PARTS)) await redis.unlink(snapshotKey(snapshot, key));
  let values = 0;
  const wanted = wantedOf(path, snapshot, { snapshot: !there, rules });
  for await (const batch of inBatches(wanted, BATCH)) {
    await restoreValues(redis, batch);
    progress({ step: 'importing the snapshot', done: (values += batch.length), unit: 'values' });
  }
  await (await openSnapshot(redis, snapshot)).assertComplete();
  if (!there) await writer.letExpire(snapshot, DAY);
  return { snapshot, values, rules: rules && (await redis.exists(RULES_VERSION)) === 1 };
}

const RULES_PREFIX = 'alongside:{rules}:';
const RULES_VERSION = `${RULES_PREFIX}version`;

/** Reads all of a file, so that one that is damaged is refused before anything is written. */
async function checked(path: string): Promise<SnapshotFileHead> {
  let head: SnapshotFileHead | undefined;
  for await (const each of readSnapshotFile(path)) {
    if (!('key' in each)) head = each;
    else if (head !== undefined) assertOurs(each, head.snapshot, path);
  }
  if (head !== undefined) return head;
  throw new AlongsideError('backup-unreadable', `${path} holds no snapshot.`, { path });
}

/** Nothing but the snapshot and the rules: a file from elsewhere must not set keys of the API, say. */
function assertOurs({ key }: SavedValue, snapshot: SnapshotId, path: string): void {
  if (key.startsWith(snapshotKey(snapshot, '')) || key.startsWith(RULES_PREFIX)) return;
  throw new AlongsideError('backup-damaged', `${path} holds ${key}, which is of no snapshot; nothing was imported.`, {
    path,
    key,
  });
}

async function* wantedOf(
  path: string,
  id: SnapshotId,
  wanted: { readonly snapshot: boolean; readonly rules: boolean },
): AsyncGenerator<SavedValue, void> {
  for await (const each of readSnapshotFile(path)) {
    if (!('key' in each)) continue;
    if (each.key.startsWith(snapshotKey(id, '')) ? wanted.snapshot : wanted.rules) yield each;
  }
}
