import { z } from 'zod';
import { AlongsideError } from '../../core/index.js';

/** A kind of job: what its queue is called, what goes in, what comes out, and who runs it. */
export interface JobKind<Payload, Result> {
  /** Names the queue and its jobs. */
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  readonly result: z.ZodType<Result>;
  /** The module whose default export runs a job, in a process of its own. */
  readonly processor: URL;
}

/** How far a job is; what `job.updateProgress` carries. */
export const jobProgressSchema = z.object({
  step: z.string(),
  done: z.number(),
  total: z.number().optional(),
  unit: z.string(),
  note: z.string().optional(),
});

/** Checks a payload from the queue; throws `invalid-job`. */
export function parsePayload<Payload>({ payload }: Pick<JobKind<Payload, unknown>, 'payload'>, data: unknown): Payload {
  const parsed = payload.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new AlongsideError('invalid-job', `The job's payload is not valid: ${z.prettifyError(parsed.error)}`);
}
