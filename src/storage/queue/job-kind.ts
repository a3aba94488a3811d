import { z } from 'zod';
import { AlongsideError, type ProgressUpdate } from '../../core/index.js';

/** The name of a queue and of its jobs. */
export type JobName = 'train' | 'embed';

/** A kind of job: what its queue is called, what goes in, what comes out. */
export interface JobKind<Payload, Result> {
  readonly name: JobName;
  readonly payload: z.ZodType<Payload>;
  readonly result: z.ZodType<Result>;
}

/** How far a job is; what `job.updateProgress` carries while it runs. */
export const jobProgressSchema: z.ZodType<ProgressUpdate> = z.object({
  step: z.string(),
  done: z.number(),
  total: z.number().exactOptional(),
  unit: z.string(),
  note: z.string().exactOptional(),
});

/** Checks a payload from the queue; throws `invalid-job`. */
export function parsePayload<Payload>({ payload }: Pick<JobKind<Payload, unknown>, 'payload'>, data: unknown): Payload {
  const parsed = payload.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new AlongsideError('invalid-job', `The job's payload is not valid: ${z.prettifyError(parsed.error)}`);
}
