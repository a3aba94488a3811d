import type { Redis } from 'ioredis';
import { AlongsideError } from '../../core/index.js';
import { isSnapshotGone, POINTER_NAMES, readPointers, type SnapshotId } from '../../storage/redis/index.js';

/** The id of a snapshot that is named by it, or by a pointer; throws `unknown-version` where the pointer names none. */
export async function versionNamed(redis: Redis, name: string): Promise<SnapshotId> {
  const pointer = POINTER_NAMES.find((known) => known === name);
  if (pointer === undefined) return name;
  const id = (await readPointers(redis))[pointer];
  if (id !== null) return id;
  throw new AlongsideError(
    'unknown-version',
    `No snapshot is "${pointer}". "alongside versions" lists those that are.`,
  );
}

/** What is read of a snapshot that somebody named; throws `unknown-version` in the place of `snapshot-missing`. */
export async function ofNamed<Value>(name: string, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (!isSnapshotGone(error)) throw error;
    throw new AlongsideError('unknown-version', `There is no snapshot ${name}, or it is gone.`, {}, { cause: error });
  }
}
