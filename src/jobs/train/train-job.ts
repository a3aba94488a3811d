import { z } from 'zod';
import { textFeatures } from '../../text/index.js';
import type { JobKind } from '../queue/job-kind.js';

/** What `train` asks for; the payload of its job. */
export const trainJobSchema = z.strictObject({
  layer: z.enum(['lightgcn', 'gcn', 'attention']).default('lightgcn'),
  /** Propagation layers; left out, what evaluates best. */
  depth: z.int().min(0).max(4).optional(),
  seed: z.int().min(0).max(0xffff_ffff).default(1),
  provider: z.enum(['auto', 'cuda', 'cpu']).default('auto'),
  level: z.union([z.literal('leaf'), z.int().min(0).max(50)]).default('leaf'),
  /** What titles add to the products' features. */
  text: z.enum(textFeatures).default('none'),
  /** Exponent of popularity that lists are debiased by; left out, what the held-out questions say. */
  debias: z.number().min(0).max(1).optional(),
  /** Optimisation steps at most; left out, what suits most shops. */
  steps: z.int().min(0).max(100_000).optional(),
  /** Start from the model in use instead of from nothing. */
  warm: z.boolean().default(false),
  /** Id of a category: go on with the model in use, on the products under it alone. */
  category: z.string().min(1).optional(),
});
export type TrainJob = z.output<typeof trainJobSchema>;

/** What a finished job tells. */
export const trainResultSchema = z.object({
  /** Id of the model, which is live now. */
  model: z.string(),
  provider: z.string(),
  products: z.int(),
  events: z.int(),
  seconds: z.number(),
  /** False where nothing links products of different categories: the network is the untrained one. */
  trained: z.boolean(),
  /** How well lists answer baskets that training did not see; null where the shop has none to ask. */
  validation: z.object({ queries: z.int(), ndcg: z.number(), hitRate: z.number() }).nullable(),
  notes: z.array(z.string()),
});
export type TrainResult = z.output<typeof trainResultSchema>;

export const trainKind: JobKind<TrainJob, TrainResult> = {
  name: 'train',
  payload: trainJobSchema,
  result: trainResultSchema,
  processor: new URL('./train-processor.js', import.meta.url),
};
