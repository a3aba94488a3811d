import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { importFiles, type GraphConnection } from '../../src/storage/neo4j/index.js';
import { embedShop } from '../../src/operations/jobs/embed/embed-shop.js';
import { type EmbedJob, embedJobSchema, type EmbedResult } from '../../src/storage/queue/index.js';
import { noProgress, type ReportProgress } from '../../src/core/index.js';
import { ModelStore } from '../../src/storage/models/index.js';
import { generateSampleShop, writeSampleShop } from '../../src/shop/sample/index.js';

/** A generated shop of 300 products and, unless told otherwise, few orders, as these are what an embedding takes its time for. */
export async function writeSmallShop(
  folder: string,
  { customers = 250, orders = 700 } = {},
): Promise<ReturnType<typeof generateSampleShop>> {
  const shop = generateSampleShop({ products: 300, customers, orders });
  await writeSampleShop(shop, folder);
  return shop;
}

export async function importShop(graph: GraphConnection, folder: string): Promise<void> {
  const report = await importFiles(graph, { paths: [folder], rejectsPath: `${folder}.rejects.csv` });
  if (report.total.rejected > 0) throw new Error(`${String(report.total.rejected)} rows of the shop were rejected.`);
}

/** A folder that is not there: nothing was trained. */
const NO_MODELS = join(tmpdir(), 'alongside-test-no-models');

/** Embeds as the worker does, in this process. */
export function embedHere(
  parts: {
    readonly graph: GraphConnection;
    readonly redis: Redis;
    readonly models?: ModelStore;
    readonly now?: () => Date;
  },
  job: Partial<EmbedJob> = {},
  progress: ReportProgress = noProgress,
): Promise<EmbedResult> {
  return embedShop(
    {
      models: new ModelStore(NO_MODELS),
      now: () => new Date(),
      ...parts,
      env: process.env,
      progress,
      graceSeconds: 900,
    },
    embedJobSchema.parse({ provider: 'cpu', ...job }),
  );
}

/** Some are absent where a shop has no cold-start products. */
const REASON_PARTS = ['parts', 'cold-product-parts', 'sources', 'cold-product-sources'];
const LIST_PARTS = ['lists', 'category-lists', 'cold-products', 'category-cold-products', 'learned-relations'];

/** Field by field, the bytes of a live snapshot's parts as hashes; the manifest without the time that it was made at. */
export async function snapshotBytes(redis: Redis): Promise<Record<string, string>> {
  const live = await redis.get('alongside:live');
  if (live === null) throw new Error('No snapshot is live.');
  const parts: Record<string, string> = { live };
  for (const part of ['shared', 'numbers', 'cards', ...LIST_PARTS, ...REASON_PARTS, 'embeddings', 'users']) {
    const fields = await redis.hgetallBuffer(`alongside:{${live}}:${part}`);
    const hash = createHash('sha256');
    for (const field of Object.keys(fields).sort()) hash.update(`${field}\n`).update(fields[field]);
    parts[part] = `${String(Object.keys(fields).length)} ${hash.digest('hex')}`;
  }
  const manifest = JSON.parse((await redis.get(`alongside:{${live}}:manifest`)) ?? '{}') as object;
  parts['manifest'] = JSON.stringify({ ...manifest, createdAt: '' });
  return parts;
}

/** Seconds that each part of a snapshot has left; -1 for ever, -2 gone. */
export async function timesToLive(redis: Redis, snapshot: string): Promise<number[]> {
  const parts = ['manifest', 'shared', 'numbers', 'cards', ...LIST_PARTS, 'embeddings', 'users'];
  return Promise.all(parts.map((part) => redis.ttl(`alongside:{${snapshot}}:${part}`)));
}
