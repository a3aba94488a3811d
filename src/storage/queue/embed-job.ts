import { z } from 'zod';
import { MIN_PEOPLE, MOST_MIN_PEOPLE } from '../../ranking/explain/index.js';
import { ENGINE_LAYERS } from '../../ranking/pipeline/choices.js';
import type { JobKind } from './job-kind.js';
import { writeBackResultSchema } from './write-back-result.js';

/** What `embed` asks for; the payload of its job. */
export const embedJobSchema = z.strictObject({
  /** Write the snapshot anew even where graph and model are those of the live one. */
  full: z.boolean().default(false),
  /** Make all rows anew under what the last full embedding decided, instead of deciding anew; the rest but `writeBack` is then of no account. */
  sameEpoch: z.boolean().default(false),
  /** The trained model in use (untrained where there is none yet), never a trained one, or the model with this id. */
  model: z.union([z.enum(['live', 'untrained']), z.string().regex(/^[0-9a-f]{16}$/)]).default('live'),
  /** Layer of an untrained network, or the filter; and its seed. */
  layer: z.enum(ENGINE_LAYERS).default('lightgcn'),
  seed: z.int().min(0).max(0xffff_ffff).default(1),
  provider: z.enum(['auto', 'cuda', 'cpu']).default('auto'),
  /** Left out: as the model was trained, `leaf` for an untrained one. */
  level: z.union([z.literal('leaf'), z.int().min(0).max(50)]).optional(),
  /** Keep what fewer than `minPeople` people did out of ranking too, not only out of numbers. */
  private: z.boolean().default(false),
  minPeople: z.int().min(1).max(MOST_MIN_PEOPLE).default(MIN_PEOPLE),
  /** Items of each product's list that are written back to the graph; 0 leaves the graph as it is. */
  writeBack: z.int().min(0).max(100).default(10),
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
  writeBack: writeBackResultSchema,
  notes: z.array(z.string()),
});
export type EmbedResult = z.output<typeof embedResultSchema>;

export const embedKind: JobKind<EmbedJob, EmbedResult> = {
  name: 'embed',
  payload: embedJobSchema,
  result: embedResultSchema,
};
