import { z } from 'zod';
import { AlongsideError } from '../../kernel/index.js';

/** Queue and job name of a re-embedding. */
export const EMBED_QUEUE = 'embed';

/** What `embed` asks for; the payload of its job. */
export const embedJobSchema = z.strictObject({
  /** Write the snapshot anew even where graph and model are those of the live one. */
  full: z.boolean().default(false),
  layer: z.enum(['lightgcn', 'gcn', 'attention']).default('lightgcn'),
  provider: z.enum(['auto', 'cuda', 'cpu']).default('auto'),
  seed: z.int().min(0).max(0xffff_ffff).default(1),
  level: z.union([z.literal('leaf'), z.int().min(0).max(50)]).default('leaf'),
});
export type EmbedJob = z.output<typeof embedJobSchema>;

/** What a finished job tells. */
export const embedResultSchema = z.object({
  snapshot: z.string(),
  model: z.string(),
  provider: z.string(),
  products: z.int(),
  lists: z.int(),
  events: z.int(),
  seconds: z.number(),
  /** False where the live snapshot already was this one. */
  changed: z.boolean(),
  notes: z.array(z.string()),
});
export type EmbedResult = z.output<typeof embedResultSchema>;

/** How far a job is; what `job.updateProgress` carries. */
export const jobProgressSchema = z.object({
  step: z.string(),
  done: z.number(),
  total: z.number().optional(),
  unit: z.string(),
});

/** Checks a payload from the queue; throws `invalid-job`, which is not worth a retry. */
export function parseEmbedJob(data: unknown): EmbedJob {
  const parsed = embedJobSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new AlongsideError('invalid-job', `The job's payload is not valid: ${z.prettifyError(parsed.error)}`);
}
