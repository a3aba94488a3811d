/** The retry policy of jobs: how often and how soon, after a failure and after the death of a worker. */
import type { JobsOptions } from 'bullmq';
import { AlongsideError, errorRegistry } from '../../core/index.js';

/** A job that failed is tried twice more, one second and two seconds later, unless its error says that this is in vain. */
export const attemptOptions = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 1000 },
} as const satisfies JobsOptions;

/** The same, and how many jobs that have ended are kept of each queue. */
export const keptOptions = {
  ...attemptOptions,
  removeOnComplete: { count: 100 },
  removeOnFail: { count: 100 },
} as const satisfies JobsOptions;

/** What a job fails with that was cancelled while it was in progress, in the moment before it is removed. */
export const CANCELLED = 'The job was cancelled.';

/** Whether another attempt may end otherwise: so of a passing fault, and of whatever is not an error of ours. */
export function worthAnotherAttempt(error: unknown): boolean {
  return !(error instanceof AlongsideError) || errorRegistry[error.code].retryable;
}

/** How soon the job of a worker that died is taken up again: after both, at the latest. Milliseconds. */
export interface WorkerRecovery {
  /** How long a worker that gives no sign keeps its job. */
  readonly lockDuration: number;
  /** How often workers look for jobs without a lock. */
  readonly stalledInterval: number;
}

/**
 * A worker that dies leaves its job to be taken again, 20 seconds later at most; a job that kills its worker three times is
 * broken.
 */
export const recoveryOptions = {
  lockDuration: 15_000,
  stalledInterval: 5_000,
  maxStalledCount: 2,
} as const satisfies WorkerRecovery & { readonly maxStalledCount: number };
