import { z } from 'zod';
import { ENGINE_LAYERS, USER_WAYS } from '../../ranking/pipeline/choices.js';
import { TEXT_FEATURES } from '../../learning/text/choices.js';
import type { JobKind } from './job-kind.js';

/** What `train` asks for; the payload of its job. */
const fields = z.strictObject({
  layer: z.enum(ENGINE_LAYERS).default('lightgcn'),
  /** Propagation layers; left out, what evaluates best. */
  depth: z.int().min(0).max(4).optional(),
  seed: z.int().min(0).max(0xffff_ffff).default(1),
  provider: z.enum(['auto', 'cuda', 'cpu']).default('auto'),
  level: z.union([z.literal('leaf'), z.int().min(0).max(50)]).default('leaf'),
  /** What titles add to the products' features. */
  text: z.enum(TEXT_FEATURES).default('none'),
  /** Of lists that nothing else is said of, 0 (best sellers included) to 1; left out, what the held-out questions say. */
  balance: z.number().min(0).max(1).optional(),
  /** Share of the lists that one product may stand on; left out, what the held-out questions say. */
  maxExposure: z.number().positive().max(1).optional(),
  /** The clock by which the shop's days begin, such as "Europe/Berlin" or "+09:00"; left out, guessed from the events' hours. */
  timeZone: z.string().min(1).max(100).optional(),
  /** How customers are answered: by the lists of their latest products, or by what lies nearest to a vector of these. */
  users: z.enum(USER_WAYS).default('lists'),
  /** Optimisation steps at most; left out, what suits most shops. */
  steps: z.int().min(0).max(100_000).optional(),
  /** Start from the model in use instead of from nothing. */
  warm: z.boolean().default(false),
  /** Id of a category: go on with the model in use, on the products under it alone. */
  category: z.string().min(1).optional(),
});
export const trainJobSchema = fields.superRefine((job, context) => {
  for (const path of networkAlone(job)) {
    context.addIssue({ code: 'custom', path: [path], message: 'has no meaning for the layer "filter"' });
  }
});
export type TrainJob = z.output<typeof trainJobSchema>;

/**
 * The settings of a job that only a network has, where it asks for the filter. A BiLSTM is one: it would be learned among
 * eigenvectors, which turn when the shop changes.
 */
export function networkAlone({
  layer,
  depth,
  steps,
  text,
  warm,
  category,
  users,
}: Omit<z.output<typeof fields>, 'level'>): string[] {
  if (layer !== 'filter') return [];
  const given = {
    depth,
    steps,
    category,
    text: text === 'none' ? undefined : text,
    warm: warm ? true : undefined,
    users: users === 'bilstm' ? users : undefined,
  };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

/** What a finished job tells. */
export const trainResultSchema = z.object({
  /** Id of the model, which is live now. */
  model: z.string(),
  provider: z.string(),
  products: z.int(),
  events: z.int(),
  seconds: z.number(),
  /** False where nothing links products of different categories, the network being the untrained one; and of a filter. */
  trained: z.boolean(),
  /** How customers are answered. */
  users: z.enum(USER_WAYS),
  /** The filter that was chosen, where one was asked for. */
  filter: z.object({ kind: z.string(), order: z.int(), rank: z.int() }).optional(),
  /** How well lists answer baskets that training did not see; null where the shop has none to ask. */
  validation: z.object({ queries: z.int(), ndcg: z.number(), hitRate: z.number() }).nullable(),
  /** The time zone whose days are cut, named or guessed. */
  timeZone: z.string().optional(),
  /**
   * What each bound of exposure that was weighed leaves of the held-out lists' quality, the stricter first; at last, without a
   * bound (null). Empty where none was weighed.
   */
  exposure: z
    .array(z.object({ maxExposure: z.number().nullable(), ndcg: z.number(), debiasedNdcg: z.number() }))
    .default([]),
  notes: z.array(z.string()),
});
export type TrainResult = z.output<typeof trainResultSchema>;

export const trainKind: JobKind<TrainJob, TrainResult> = {
  name: 'train',
  payload: trainJobSchema,
  result: trainResultSchema,
};
