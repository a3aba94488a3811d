import { UnrecoverableError } from 'bullmq';
import { AlongsideError } from '../../core/index.js';

/** Failures that another attempt would repeat. */
const FINAL: ReadonlySet<string> = new Set([
  'invalid-job',
  'graph-empty',
  'unknown-category',
  'no-model',
  'model-missing',
  'model-corrupt',
  'training-diverged',
  'training-data-empty',
]);

/**
 * What a job's process throws for `error`. All that a queue keeps of a failure is a sentence, so the code stands at its end.
 */
export function jobFailure(error: unknown): unknown {
  if (!(error instanceof AlongsideError)) return error;
  const message = `${error.message} (${error.code})`;
  return FINAL.has(error.code) ? new UnrecoverableError(message) : new Error(message, { cause: error });
}

/** The failure as whoever follows the job meets it: `job-failed`, with the code that the job's process met in `reason`. */
export function followedFailure(reason: string, job: string, cause: unknown): AlongsideError {
  const coded = /^(?<sentence>.*) \((?<code>[a-z]+(?:-[a-z]+)*)\)$/s.exec(reason)?.groups;
  if (coded === undefined) return new AlongsideError('job-failed', reason, { job }, { cause });
  return new AlongsideError('job-failed', coded['sentence'], { job, reason: coded['code'] }, { cause });
}
