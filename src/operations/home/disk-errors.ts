import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AlongsideError, messageOf } from '../../core/index.js';

/** Turns a full, read-only or forbidden disk, or a file in a folder's place, into a sentence that says what to do; anything else comes back as it is. */
export function explainDiskError(error: unknown, folder: string, setting: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (['ENOTDIR', 'EEXIST'].includes(String(error.code))) return inPlaceOfFolder(error, folder, setting);
  switch (isUnmakeable(error) ? 'EROFS' : error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AlongsideError(
        'disk-full',
        `No space is left on the disk of ${folder}. Free some, or choose a folder on another disk with ${setting}; then run the same command again: what is complete is kept.`,
        { folder },
        { cause: error },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return notWritable(error, folder, setting);
    default:
      return error;
  }
}

function notWritable(cause: Error, folder: string, setting: string): AlongsideError {
  const reason = isUnmakeable(cause) ? 'its disk is read-only' : messageOf(cause);
  return new AlongsideError(
    'folder-not-writable',
    `${folder} cannot be written (${reason}). Give yourself the right to, or choose another folder with ${setting}.`,
    { folder },
    { cause },
  );
}

/** Of a folder that cannot be made on a read-only disk, Node says that it is not there. */
function isUnmakeable(error: Error): boolean {
  if (!('code' in error && 'syscall' in error && 'path' in error)) return false;
  if (error.code !== 'ENOENT' || error.syscall !== 'mkdir' || typeof error.path !== 'string') return false;
  let parent = error.path;
  while (!existsSync(parent) && parent !== dirname(parent)) parent = dirname(parent);
  try {
    accessSync(parent, constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

/** The same of an error that says itself which file it met. */
export function explainFileError(error: unknown, home: string): unknown {
  const named = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : home;
  return explainDiskError(error, isFolder(home) || !named.startsWith(home) ? named : home, '--home');
}

function inPlaceOfFolder(cause: Error, folder: string, setting: string): Error {
  if (isFolder(folder)) return cause;
  return new AlongsideError(
    'not-a-folder',
    `${folder} is a file, or lies in one, where a folder is needed. Choose a folder with ${setting}.`,
    { folder },
    { cause },
  );
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
