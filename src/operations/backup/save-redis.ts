import type { Redis } from 'ioredis';
import { AlongsideError, type ReportProgress } from '../../core/index.js';
import {
  listSnapshots,
  openSnapshot,
  savedValues,
  snapshotPattern,
  type SnapshotId,
} from '../../storage/redis/index.js';
import type { BackupContent } from './backup-manifest.js';
import type { RowFiles } from './row-files.js';

/** Keys of the API, as hashes; and the shop's rules with their history. */
export const KEYS = 'alongside-keys:*';
export const RULES = 'alongside:{rules}:*';

export async function saveKeys(redis: Redis, files: RowFiles, path: string, pattern: string): Promise<number> {
  return files.write(path, lines());

  async function* lines(): AsyncGenerator<string, void> {
    for await (const value of savedValues(redis, pattern)) yield JSON.stringify(value);
  }
}

/**
 * Writes a whole snapshot; one of another version too, if it is live.
 *
 * @throws AlongsideError `snapshot-missing` where it expires meanwhile, `snapshot-corrupt` where parts of it are missing
 */
export async function saveSnapshot(
  redis: Redis,
  files: RowFiles,
  id: SnapshotId,
  progress: ReportProgress,
): Promise<BackupContent['snapshots'][number]> {
  const listed = (await listSnapshots(redis)).find((each) => each.id === id);
  if (listed === undefined) throw gone(id);
  const path = `snapshots/${id}.jsonl.gz`;
  let done = 0;
  await files.write(path, lines());
  // What Redis lost, or let expire, would be missing from the backup without a word.
  const isOurs = await openSnapshot(redis, id).then(
    () => true,
    (error: unknown) => {
      if (error instanceof AlongsideError && /another version/.test(error.message)) return false;
      throw error;
    },
  );
  if (!isOurs && !(await listSnapshots(redis)).some((each) => each.id === id)) throw gone(id);
  return { id, format: listed.format, path };

  async function* lines(): AsyncGenerator<string, void> {
    for await (const value of savedValues(redis, snapshotPattern(id))) {
      if (done++ % 5000 === 0) progress({ step: 'saving the live snapshot', done, unit: 'values' });
      yield JSON.stringify(value);
    }
  }
}

function gone(id: SnapshotId): AlongsideError {
  return new AlongsideError(
    'snapshot-missing',
    `The snapshot ${id} went away while it was saved. Save again; where that repeats itself, run "alongside embed --full".`,
    { snapshot: id },
  );
}
