import { z } from 'zod';
import { INTERACTION_KINDS } from '../../shop/index.js';
import { exposureSchema } from './exposure-schema.js';

/** Names a snapshot: a hash of the model, the graph's watermark and the ranking, so equal inputs give equal names. */
export type SnapshotId = string;

/** The number of the way in which snapshots are written; a reader refuses any other. */
export const SNAPSHOT_FORMAT = 7;

/** What a snapshot is; written last, so a snapshot with a manifest is whole. */
export const snapshotManifestSchema = z.object({
  format: z.literal(SNAPSHOT_FORMAT),
  id: z.string().min(1),
  /** The model's id, and what it was computed with. */
  model: z.object({
    id: z.string(),
    layer: z.string(),
    provider: z.string(),
    onnxruntimeVersion: z.string(),
    /** Whether it was trained, and so has its place among the stored models. */
    trained: z.boolean().optional(),
  }),
  /** Hash of the exported graph. */
  watermark: z.string(),
  createdAt: z.iso.datetime(),
  /** The snapshot whose full embedding decided what this one was made under; left out, its own did. */
  epoch: z.string().optional(),
  products: z.int().nonnegative(),
  dimension: z.int().positive(),
  /** Fields of each part of the snapshot. */
  entries: z.record(z.string(), z.int().nonnegative()),
  candidatesPerList: z.int().positive(),
  /** How scores are made, and of how many candidates of a product's lists the parts are kept (0: of none). */
  explained: z.object({
    most: z.int().nonnegative(),
    signals: z.array(z.object({ signal: z.string(), weight: z.number() })).min(1),
    debias: z.number(),
    recentShare: z.number(),
  }),
  /** What customers' histories are good for. */
  history: z.object({
    merged: z.boolean(),
    hidden: z.boolean(),
    /** How much a product counts by the kind of event that the customer gave it, in the order of INTERACTION_KINDS. */
    kindWeights: z.array(z.number().positive().max(1)).length(INTERACTION_KINDS.length).readonly(),
  }),
  /** Where "another category" begins: `leaf`, or a depth of the tree. */
  level: z.union([z.literal('leaf'), z.int().nonnegative()]),
  /** What one basket is in this shop, for the words of a reason. */
  unit: z.enum(['order', 'session', 'day', 'customer']),
  /** The first grouping that events are looked at for, as whoever counts by hand has to; the unit if left out. */
  finest: z.enum(['order', 'session', 'day', 'customer']).optional(),
  /** Pairs of fewer people are left out of all counts; 0: none are. */
  leastPeople: z.int().nonnegative(),
  /** The kinds of events that the shop has, the strongest first. */
  kinds: z.array(z.enum(INTERACTION_KINDS)).readonly(),
  basketTotal: z.int().nonnegative(),
  /** When the newest event happened: what "of late" is reckoned from. null where no event has a time. */
  newestEvent: z.iso.datetime().nullable(),
  /** The fitted ranking, as `fitFirstStage` gives it; for whoever asks why a list is as it is. */
  ranking: z.object({
    prior: z.object({
      affinity: z.number(),
      popularity: z.number(),
      categoryLift: z.number(),
      sameBrand: z.number(),
    }),
    kappa: z.number().positive(),
    gamma: z.number(),
  }),
  /** The balance that its lists were made with; left out, they have the same order at any. */
  balance: z.number().min(0).max(1).optional(),
  /** The share of the lists that no product is to exceed at that balance; left out, exposure was not bounded. */
  maxExposure: z.number().positive().max(1).optional(),
  exposure: exposureSchema.optional(),
  /** What is odd about the events that it was made from, and what was made of it; a sentence each. */
  notes: z.array(z.string()).optional(),
});
export type SnapshotManifest = z.infer<typeof snapshotManifestSchema>;
