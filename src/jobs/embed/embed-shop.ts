import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { engineSettings, gatherShop, graphWatermark, prepareShop, untrainedModel } from '../../engine/index.js';
import { exportCatalogue, exportInteractions, type GraphConnection } from '../../graph/index.js';
import { AlongsideError, packageVersion, type ReportProgress } from '../../kernel/index.js';
import { OnnxRuntime, modelManifest } from '../../model/index.js';
import { EMBEDDING_BLOCK, LIVE_KEY, SnapshotWriter, type SnapshotManifest } from '../../snapshots/index.js';
import type { EmbedJob, EmbedResult } from './embed-job.js';
import { snapshotContent } from './snapshot-content.js';

export interface EmbedParts {
  readonly graph: GraphConnection;
  readonly redis: Redis;
  readonly progress: ReportProgress;
  readonly now: () => Date;
  /** Seconds that the replaced snapshot stays readable. */
  readonly graceSeconds: number;
}

/**
 * The whole pipe once: graph → evidence → embeddings → lists → a new live snapshot.
 *
 * Nothing is switched before all is written, so a failure or a kill at any moment leaves the live snapshot as it is.
 *
 * @throws AlongsideError `graph-empty` where no product was imported
 */
export async function embedShop(parts: EmbedParts, job: EmbedJob): Promise<EmbedResult> {
  const { graph, redis, progress } = parts;
  const started = parts.now().getTime();
  const settings = engineSettings(job);
  const notes: string[] = [];

  progress({ step: 'reading the catalogue', done: 0, unit: 'products' });
  const { catalogue, nodes } = await exportCatalogue(graph);
  const products = catalogue.products.ids.length;
  if (products === 0) {
    throw new AlongsideError('graph-empty', 'The graph holds no products. Import your shop with "alongside import".');
  }
  const interactions = await exportInteractions(graph, nodes, progress);
  progress({ step: 'gathering evidence', done: 0, total: products, unit: 'products' });
  const shop = { catalogue, interactions };
  const gathered = gatherShop(shop, settings);
  const { evidence } = gathered;
  const watermark = graphWatermark(catalogue, evidence, gathered.popularity);

  const runtime = await OnnxRuntime.open({ provider: job.provider, note: (line) => notes.push(line) });
  try {
    const version = modelManifest(runtime, settings.encoder, settings.features);
    const id = snapshotId(watermark, version.id, job.level, settings);
    const events = interactions.kind.length;
    const model = version.id.slice(0, 16);
    const result = { snapshot: id, model, provider: runtime.provider, products, events, notes };
    const seconds = (): number => (parts.now().getTime() - started) / 1000;
    if (!job.full && (await redis.get(LIVE_KEY)) === id) {
      return { ...result, lists: 0, seconds: seconds(), changed: false };
    }

    const decided = await untrainedModel(runtime, shop, { settings, level: job.level }, { progress }, gathered);
    const prepared = await prepareShop(runtime, shop, decided, { progress }, job.level, gathered);
    const manifest: SnapshotManifest = {
      format: 1,
      id,
      model: { id: model, layer: job.layer, provider: runtime.provider, onnxruntimeVersion: runtime.version },
      watermark,
      createdAt: parts.now().toISOString(),
      products,
      dimension: prepared.dimension,
      embeddingBlocks: Math.ceil(products / EMBEDDING_BLOCK),
      lists: prepared.listed.length,
      categoryLists: prepared.categoryLists.length,
      candidatesPerList: settings.candidates,
      level: job.level,
      unit: interactions.unit,
      basketTotal: evidence.basketTotal,
      ranking: decided.ranking,
    };
    const writer = new SnapshotWriter(redis);
    await writer.write(snapshotContent(prepared, manifest), progress);
    await writer.publish(manifest, parts.graceSeconds);
    return { ...result, lists: prepared.listed.length, seconds: seconds(), changed: true };
  } finally {
    await runtime.close();
  }
}

/** Names the snapshot after all that decides its content. */
function snapshotId(watermark: string, model: string, level: EmbedJob['level'], settings: object): string {
  const content = JSON.stringify({ format: 1, version: packageVersion, watermark, model, level, settings });
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
