import { AlongsideError } from '../../core/index.js';
import { DamagedValue } from '../codec/index.js';

/** What a reader throws: of damage, where it is and what to do; any other failure as it is. */
export function partFailure(where: string, error: unknown): unknown {
  return error instanceof DamagedValue ? snapshotCorrupt(where, error) : error;
}

export function snapshotCorrupt(where: string, cause?: unknown): AlongsideError {
  return new AlongsideError(
    'snapshot-corrupt',
    `The snapshot part ${where} is damaged. Run "alongside embed --full" to write it anew.`,
    { where },
    { cause },
  );
}
