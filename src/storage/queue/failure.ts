import type { Job, SandboxedJob } from 'bullmq';
import { z } from 'zod';
import { AlongsideError, type ErrorDetails } from '../../core/index.js';

const recordSchema = z.object({
  failure: z.object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
  }),
});

/** How an error of ours ended an attempt, as data. `code` is of the registry of the version that ran the job. */
export interface JobFailure {
  readonly code: string;
  readonly message: string;
  readonly details: ErrorDetails;
}

/**
 * Records how an attempt ends, from inside the job's process.
 *
 * BullMQ keeps a failure's sentence alone. What a job's process can have kept as data beside it is its payload and its
 * progress: the payload is what was asked for, so the failure is the attempt's last progress. It is on its way to Redis,
 * on the worker's one connection, before the sentence is.
 */
export async function recordFailure(
  job: Pick<SandboxedJob, 'updateProgress'>,
  { code, message, details }: AlongsideError,
): Promise<void> {
  await job.updateProgress({ failure: { code, message, details } });
}

/** What the attempt recorded that a job failed with; undefined where it could not: its process was killed, say. */
export function recordedFailure({
  progress,
  failedReason,
}: Pick<Job, 'progress' | 'failedReason'>): JobFailure | undefined {
  const { data } = recordSchema.safeParse(progress);
  // Otherwise it is of an earlier attempt, and the last one did not come to speak.
  return data !== undefined && data.failure.message === failedReason ? data.failure : undefined;
}

/** The failure as whoever follows the job meets it: `job-failed`, with the code that the job's process met as `reason`. */
export function followedFailure(
  id: string,
  sentence: string,
  failure: JobFailure | undefined,
  cause: unknown,
): AlongsideError {
  const details = failure === undefined ? { job: id } : { ...failure.details, job: id, reason: failure.code };
  return new AlongsideError('job-failed', sentence, details, { cause });
}
