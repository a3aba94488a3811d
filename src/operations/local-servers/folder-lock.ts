import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { AlongsideError } from '../../core/index.js';
import { pause } from './pause.js';

export interface FolderLockOptions {
  /** How long to wait for another process that holds the folder. */
  readonly waitSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `work` while no other process runs one on this folder. The lock of a process that died lapses after ten seconds.
 * Throws `folder-busy` when the other one takes longer than `waitSeconds`.
 */
export async function withFolderLock<T>(
  folder: string,
  options: FolderLockOptions,
  work: () => Promise<T>,
): Promise<T> {
  const release = await acquire(folder, options);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function acquire(folder: string, { waitSeconds, signal }: FolderLockOptions): Promise<() => Promise<void>> {
  for (let waited = 0; ; waited += 0.25) {
    signal?.throwIfAborted();
    try {
      return await lock(folder, { lockfilePath: join(folder, '.lock'), stale: 10_000, update: 2000 });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error;
      if (waited >= waitSeconds) {
        throw new AlongsideError(
          'folder-busy',
          `Another alongside command has been working in ${folder} for ${String(waitSeconds)} s. Wait for it or end it, then try again.`,
          { folder },
          { cause: error },
        );
      }
      await pause(250, signal);
    }
  }
}
