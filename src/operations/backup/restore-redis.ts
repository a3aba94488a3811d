import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { AlongsideError, type ReportProgress } from '../../core/index.js';
import {
  openSnapshot,
  restoreValues,
  savedValue,
  SNAPSHOT_FORMAT,
  SNAPSHOT_PARTS,
  SnapshotWriter,
  type SavedValue,
} from '../../storage/redis/index.js';
import type { BackupManifest } from './backup-manifest.js';
import { inBatches, readLines } from './row-files.js';

/** Values that are written at once. */
const BATCH = 500;

/** Writes keys, rules, and the snapshots that this version reads; no pointer yet. */
export async function restoreKeys(
  redis: Redis,
  folder: string,
  { snapshots }: BackupManifest,
  progress: ReportProgress,
): Promise<void> {
  const paths = [
    'keys.jsonl.gz',
    'rules.jsonl.gz',
    ...snapshots.filter(({ format }) => format === SNAPSHOT_FORMAT).map(({ path }) => path),
  ];
  let done = 0;
  for (const path of paths) {
    for await (const values of inBatches(valuesOf(join(folder, path)), BATCH)) {
      await restoreValues(redis, values);
      progress({ step: 'restoring keys, rules and the snapshot', done: (done += values.length), unit: 'values' });
    }
  }
}

async function* valuesOf(path: string): AsyncGenerator<SavedValue, void> {
  for await (const line of readLines(path)) yield savedValue.parse(JSON.parse(line));
}

/** Moves `live` to the restored snapshot; says what is to be done where there is none. */
export async function publishRestored(redis: Redis, { live, snapshots }: BackupManifest): Promise<string> {
  if (live === null) return 'No snapshot was live when the backup was taken: make lists with "alongside embed".';
  try {
    if (snapshots.every(({ id, format }) => id !== live || format !== SNAPSHOT_FORMAT)) {
      return `The snapshot ${live} is of another version of Alongside: make lists anew with "alongside embed".`;
    }
    await openSnapshot(redis, live);
  } catch (error) {
    if (!(error instanceof AlongsideError)) throw error;
    return `The snapshot ${live} cannot be used (${error.message}): make lists anew with "alongside embed --full".`;
  }
  await new SnapshotWriter(redis, SNAPSHOT_PARTS).publish(live, 0);
  return `Snapshot ${live} is live.`;
}
