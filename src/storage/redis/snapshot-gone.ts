import { AlongsideError } from '../../core/index.js';

/** Whether an error says that Redis no longer holds a snapshot: `snapshot-missing`. */
export function isSnapshotGone(error: unknown): boolean {
  return error instanceof AlongsideError && error.code === 'snapshot-missing';
}
