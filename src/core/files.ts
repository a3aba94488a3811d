import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AlongsideError, UsageError, messageOf } from './errors/index.js';

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
  if (found === undefined || found.isFile()) return;
  if (found.isDirectory()) {
    throw new AlongsideError('file-unreadable', `${path} is a folder, not a file. Name a file in it.`, { path });
  }
  throw new AlongsideError(
    'file-unreadable',
    `${path} is a pipe or a device, not a file. Write what comes out of it into a file first.`,
    { path },
  );
}

/**
 * Finds out that a file can come to be at a path, before minutes are spent on what goes into it.
 *
 * @throws UsageError where something else is there: what is written whole takes its place; AlongsideError
 *   `folder-not-writable`
 */
export async function requirePlaceForFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined && !found.isFile()) {
    const kind = found.isDirectory() ? 'a folder' : 'a pipe or a device';
    throw new UsageError('invalid-option', `${path} is ${kind}. Name a file.`, { path });
  }
  const folder = dirname(resolve(path));
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new AlongsideError(
      'folder-not-writable',
      `${path} cannot be written (${messageOf(cause)}). Make its folder, or name a file elsewhere.`,
      { folder },
      { cause },
    );
  }
}
