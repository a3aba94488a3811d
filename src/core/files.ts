import { stat } from 'node:fs/promises';
import { AlongsideError } from './errors/index.js';

/** Mode of files that hold what customers did: for their owner alone. */
export const OWNER_ONLY = 0o600;

/**
 * Refuses what is there and no file: a device has no end, a pipe without a writer never begins, and opening either may hold a
 * process up beyond any signal. What is not there is left for whoever opens it to tell.
 *
 * @throws AlongsideError `file-unreadable`
 */
export async function requireRegularFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.isFile() || found.isDirectory()) return;
  throw new AlongsideError(
    'file-unreadable',
    `${path} is a pipe or a device, not a file. Write what comes out of it into a file first.`,
    { path },
  );
}
