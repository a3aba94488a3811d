import { z } from 'zod';
import { AlongsideError } from '../../core/index.js';

/** The name of a queue and of its jobs. */
export const JOB_NAMES = ['train', 'embed', 'publish'] as const;
export type JobName = (typeof JOB_NAMES)[number];

/** A kind of job: what its queue is called, what goes in, what comes out. */
export interface JobKind<Payload, Result> {
  readonly name: JobName;
  readonly payload: z.ZodType<Payload>;
  readonly result: z.ZodType<Result>;
}

/** Checks a payload from the queue; throws `invalid-job`. */
export function parsePayload<Payload>({ payload }: Pick<JobKind<Payload, unknown>, 'payload'>, data: unknown): Payload {
  const parsed = payload.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new AlongsideError('invalid-job', `The job's payload is not valid: ${z.prettifyError(parsed.error)}`);
}
