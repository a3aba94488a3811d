/** The retry policy of jobs: how often and how soon, after a failure and after the death of a worker. */
import type { JobsOptions } from 'bullmq';
import { AlongsideError, errorRegistry } from '../../core/index.js';

/** A job that failed is tried once more, a second later, unless its error says that this is in vain. */
export const attemptOptions = {
  attempts: 2,
  backoff: { type: 'fixed', delay: 1000 },
} as const satisfies JobsOptions;

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

/** A worker that dies leaves its job to be taken again; a job that kills its worker three times is broken. */
export const recoveryOptions = {
  lockDuration: 30_000,
  stalledInterval: 15_000,
  maxStalledCount: 2,
} as const satisfies WorkerRecovery & { readonly maxStalledCount: number };
