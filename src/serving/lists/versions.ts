import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { ModelStore } from '../../storage/models/index.js';
import { exposureSchema, listSnapshots, POINTER_NAMES, type SnapshotSummary } from '../../storage/redis/index.js';

const snapshotVersionSchema = z
  .object({
    id: z.string(),
    live: z.boolean().describe('Whether lists are answered from it now.'),
    pointers: z.array(z.enum(POINTER_NAMES)).readonly().describe('What names it; without any, it goes away.'),
    createdAt: z.iso.datetime(),
    model: z.string().describe('The model that it was embedded with.'),
    layer: z.string(),
    products: z.int(),
    format: z.int().describe('How it is written; another version of the service cannot read another format.'),
    expiresIn: z.int().nullable().describe('Seconds until it is removed; null for one that stays.'),
    bytes: z
      .record(z.string(), z.int().nonnegative())
      .describe('Bytes that each part takes in Redis, as estimated from some of its fields.'),
    bytesPerThousandProducts: z.int().nonnegative().describe('All of these together, for a thousand of its products.'),
    balance: z
      .number()
      .nullable()
      .describe('The `balance` of its lists where none is asked for; null where all are alike.'),
    maxExposure: z
      .number()
      .nullable()
      .describe('The share of the lists that no product is to exceed at that balance; null where nothing is bounded.'),
    exposure: exposureSchema.nullable().describe('What all its lists show together; null where that was not counted.'),
  })
  .meta({ id: 'SnapshotVersion' });

const modelVersionSchema = z
  .object({
    id: z.string(),
    live: z.boolean().describe('Whether the next embedding takes it.'),
    createdAt: z.iso.datetime(),
    damaged: z.boolean().describe('Whether its manifest is damaged, so that no embedding can take it.'),
  })
  .meta({ id: 'ModelVersion' });

/** Snapshots in Redis and trained models in the models folder, each the newest first. */
export const versionsSchema = z
  .object({ snapshots: z.array(snapshotVersionSchema), models: z.array(modelVersionSchema) })
  .meta({ id: 'Versions' });
export type Versions = z.infer<typeof versionsSchema>;

/** Of each, the newest that are listed. */
const MOST = 1000;

export async function listVersions(redis: Redis, models: Pick<ModelStore, 'list'>): Promise<Versions> {
  const [snapshots, trained] = await Promise.all([listSnapshots(redis), models.list()]);
  return {
    snapshots: snapshots.slice(0, MOST).map(({ model, ...snapshot }) => ({
      id: snapshot.id,
      live: snapshot.live,
      pointers: snapshot.pointers,
      createdAt: snapshot.createdAt,
      model: model.id,
      layer: model.layer,
      products: snapshot.products,
      format: snapshot.format,
      expiresIn: snapshot.expiresIn,
      bytes: snapshot.bytes,
      bytesPerThousandProducts: perThousand(snapshot),
      balance: snapshot.balance ?? null,
      maxExposure: snapshot.maxExposure ?? null,
      exposure: snapshot.exposure ?? null,
    })),
    models: trained
      .slice(0, MOST)
      .map(({ id, live, createdAt, damaged }) => ({ id, live, createdAt: createdAt.toISOString(), damaged })),
  };
}

function perThousand({ bytes, products }: Pick<SnapshotSummary, 'bytes' | 'products'>): number {
  const sum = Object.values(bytes).reduce((all, part) => all + part, 0);
  return products === 0 ? 0 : Math.round((1000 * sum) / products);
}
