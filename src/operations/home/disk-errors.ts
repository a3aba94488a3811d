import { AlongsideError, messageOf } from '../../core/index.js';

/** Turns a full, read-only or forbidden disk into a sentence that says what to do; anything else comes back as it is. */
export function explainDiskError(error: unknown, folder: string, setting: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
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
      return new AlongsideError(
        'folder-not-writable',
        `${folder} cannot be written (${messageOf(error)}). Give yourself the right to, or choose another folder with ${setting}.`,
        { folder },
        { cause: error },
      );
    default:
      return error;
  }
}
