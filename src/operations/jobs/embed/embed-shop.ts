import { createHash } from 'node:crypto';
import {
  engineSettings,
  gatherShop,
  graphWatermark,
  prepareShop,
  trainShop,
  type EngineSettings,
} from '../../../ranking/pipeline/index.js';
import { scoreFormula } from '../../../ranking/reranking/index.js';
import type { RankingModel } from '../../../ranking/types.js';
import { packageVersion } from '../../../core/index.js';
import { OnnxRuntime } from '../../../learning/onnx/index.js';
import {
  EMBEDDING_BLOCK,
  LIVE_KEY,
  SNAPSHOT_FORMAT,
  SnapshotWriter,
  encodeUserModel,
  type SnapshotManifest,
} from '../../../storage/redis/index.js';
import { exportShop } from '../exported-shop.js';
import type { JobParts } from '../job-process.js';
import { withTitleVectors } from '../title-vectors.js';
import { chosenModel, modelVersion } from './chosen-model.js';
import type { EmbedJob, EmbedResult } from '../../../storage/queue/index.js';
import { snapshotContent } from './snapshot-content.js';
import { userHistories } from './user-histories.js';
import { writeSnapshotBack } from './write-back.js';

export interface EmbedParts extends JobParts {
  readonly now: () => Date;
  /** Seconds that the replaced snapshot stays readable. */
  readonly graceSeconds: number;
}

/**
 * The whole pipe once: graph → evidence → embeddings → lists → a new live snapshot → back to the graph.
 *
 * Nothing is switched before all is written, so a failure or a kill at any moment leaves the live snapshot as it is.
 *
 * @throws AlongsideError `graph-empty` where no product was imported; `model-missing` for a model that is not there
 */
export async function embedShop(parts: EmbedParts, job: EmbedJob): Promise<EmbedResult> {
  const { graph, redis, models, progress } = parts;
  const started = parts.now().getTime();
  const notes: string[] = [];
  const trained = await chosenModel(models, job);
  const settings = trained?.model.settings ?? engineSettings(job);
  const level = job.level ?? trained?.model.level ?? 'leaf';

  const exported = await exportShop(graph, progress);
  const reads = (trained?.model.network?.settings.attributes.meaning ?? 0) > 0;
  const shop = reads ? await withTitleVectors(exported, models.folder, parts.env, progress) : exported;
  const products = shop.catalogue.products.ids.length;
  progress({ step: 'gathering evidence', done: 0, total: products, unit: 'products' });
  const gathered = gatherShop(shop, settings);
  const { evidence } = gathered;
  const histories = userHistories(exported);
  const watermark = graphWatermark(shop.catalogue, evidence, gathered.popularity);

  const runtime = await OnnxRuntime.open({ provider: job.provider, note: (line) => notes.push(line) });
  try {
    const version = modelVersion(runtime, settings, trained);
    const id = snapshotId(watermark, histories.digest, version.id, level, settings);
    const model = version.id.slice(0, 16);
    const result = {
      snapshot: id,
      model,
      provider: runtime.provider,
      products,
      events: shop.interactions.kind.length,
      notes,
    };
    const seconds = (): number => (parts.now().getTime() - started) / 1000;
    if (!job.full && (await redis.get(LIVE_KEY)) === id) {
      const writeBack = await writeSnapshotBack(parts, id, job.writeBack);
      return { ...result, lists: 0, seconds: seconds(), changed: false, writeBack };
    }
    const decided = trained?.model ?? (await trainShop(runtime, shop, { settings, level }, { progress }, gathered));
    const note = (line: string): void => void notes.push(line);
    const prepared = await prepareShop(runtime, shop, decided, { progress, note }, { level, gathered });
    const manifest: SnapshotManifest = {
      format: SNAPSHOT_FORMAT,
      id,
      model: { id: model, layer: version.layer, provider: runtime.provider, onnxruntimeVersion: runtime.version },
      watermark,
      createdAt: parts.now().toISOString(),
      products,
      dimension: prepared.dimension,
      embeddingBlocks: Math.ceil(products / EMBEDDING_BLOCK),
      lists: prepared.listed.length,
      categoryLists: prepared.categoryLists.length,
      coldProducts: prepared.coldProductLists ? prepared.listed.length : 0,
      categoryColdProducts: prepared.categoryColdProducts.length,
      learnedRelations: prepared.learnedRelations.filter((relations) => relations.length > 0).length,
      history: prepared.history,
      users: histories.users,
      ...(decided.users === undefined ? {} : { userModel: encodeUserModel(decided.users).length }),
      candidatesPerList: settings.candidates,
      explained: { most: prepared.explained, ...formulaOf(decided.ranking) },
      level,
      unit: shop.interactions.unit,
      basketTotal: evidence.basketTotal,
      newestEvent: newestEvent(shop.interactions.basketTime),
      ranking: decided.ranking,
    };
    const writer = new SnapshotWriter(redis);
    await writer.write(snapshotContent(prepared, histories.entries, manifest), progress);
    await writer.publish(manifest, parts.graceSeconds);
    const published = { ...result, lists: prepared.listed.length, seconds: seconds(), changed: true };
    return { ...published, writeBack: await writeSnapshotBack(parts, id, job.writeBack) };
  } finally {
    await runtime.close();
  }
}

function formulaOf(ranking: RankingModel): Omit<SnapshotManifest['explained'], 'most'> {
  const { signals, debias, recentShare } = scoreFormula(ranking.secondStage);
  return { signals: [...signals], debias, recentShare };
}

function newestEvent(times: Float64Array): string | null {
  const newest = times.reduce((latest, time) => (time > latest ? time : latest), -Infinity);
  return newest === -Infinity ? null : new Date(newest).toISOString();
}

/** Names the snapshot after all that decides its content. */
function snapshotId(
  watermark: string,
  histories: string,
  model: string,
  level: SnapshotManifest['level'],
  settings: EngineSettings,
): string {
  const content = JSON.stringify({
    format: SNAPSHOT_FORMAT,
    version: packageVersion,
    watermark,
    histories,
    model,
    level,
    settings,
  });
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
