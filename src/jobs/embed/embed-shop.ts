import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Redis } from 'ioredis';
import { basketWeightSums, categoryLines, formBaskets, gatherEvidence } from '../../adjacency/index.js';
import { exportCatalogue, exportInteractions, type GraphConnection } from '../../graph/index.js';
import { AlongsideError, packageVersion, type ReportProgress } from '../../kernel/index.js';
import { OnnxRuntime, modelManifest } from '../../model/index.js';
import type { RankingInputs } from '../../recommend/index.js';
import { EMBEDDING_BLOCK, LIVE_KEY, SnapshotWriter, type SnapshotManifest } from '../../snapshots/index.js';
import type { EmbedJob, EmbedResult } from './embed-job.js';
import { fitToHeldOut, priorContext } from './fit-step.js';
import { embedItems } from './item-network.js';
import { rankProducts } from './rank-products.js';
import { embedSettings } from './settings.js';
import {
  cardsOf,
  informedCategories,
  listedProducts,
  popularProducts,
  rankCategories,
  relationsByCategory,
} from './snapshot-parts.js';
import { graphWatermark } from './watermark.js';

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
  const settings = embedSettings(job);
  const notes: string[] = [];

  progress({ step: 'reading the catalogue', done: 0, unit: 'products' });
  const { catalogue, nodes } = await exportCatalogue(graph);
  const products = catalogue.products.ids.length;
  if (products === 0) {
    throw new AlongsideError('graph-empty', 'The graph holds no products. Import your shop with "alongside import".');
  }
  const interactions = await exportInteractions(graph, nodes, progress);
  progress({ step: 'gathering evidence', done: 0, total: products, unit: 'products' });
  const baskets = formBaskets(interactions, products, settings.baskets);
  const evidence = gatherEvidence(baskets, settings.evidence);
  const popularity = basketWeightSums(baskets);
  const watermark = graphWatermark(catalogue, evidence, popularity);

  const runtime = await OnnxRuntime.open({ provider: job.provider, note: (line) => notes.push(line) });
  try {
    const model = modelManifest(runtime, settings.encoder, settings.features);
    const id = snapshotId(watermark, model.id, job.level, settings);
    const events = interactions.kind.length;
    const result = { snapshot: id, model: model.id.slice(0, 16), provider: runtime.provider, products, events, notes };
    const seconds = (): number => (parts.now().getTime() - started) / 1000;
    if (!job.full && (await redis.get(LIVE_KEY)) === id) {
      return { ...result, lists: 0, seconds: seconds(), changed: false };
    }

    const lines = categoryLines(catalogue.categories, job.level);
    const ranking = await fitToHeldOut(runtime, catalogue, baskets, lines, settings, progress);
    const network = await embedItems(runtime, catalogue, evidence, settings, progress);
    const context = priorContext(catalogue, evidence, popularity, lines);
    const inputs: RankingInputs = {
      evidence,
      graph: network.graph,
      context,
      model: ranking,
      relations: relationsByCategory(catalogue),
      candidates: settings.candidates,
    };
    const informed = informedCategories(catalogue, evidence.mass, inputs.relations);
    const listed = listedProducts(catalogue, evidence.mass, informed);
    const categoryLists = rankCategories(inputs, informed);
    const manifest: SnapshotManifest = {
      format: 1,
      id,
      model: { id: result.model, layer: job.layer, provider: runtime.provider, onnxruntimeVersion: runtime.version },
      watermark,
      createdAt: parts.now().toISOString(),
      products,
      dimension: settings.encoder.dimension,
      embeddingBlocks: Math.ceil(products / EMBEDDING_BLOCK),
      lists: listed.length,
      categoryLists: categoryLists.length,
      candidatesPerList: settings.candidates,
      level: job.level,
      unit: interactions.unit,
      basketTotal: evidence.basketTotal,
      ranking,
    };
    const writer = new SnapshotWriter(redis);
    await writer.write(
      {
        manifest,
        shared: {
          categories: catalogue.categories,
          categoryOf: catalogue.products.categories,
          basketsOf: evidence.baskets,
          popular: popularProducts(context, popularity, settings.popularPerCategory),
          relations: Int32Array.from(
            inputs.relations.flatMap((row, category) => row.flatMap(({ related }) => [category, related])),
          ),
          eventless: Int32Array.from([...popularity.keys()].filter((product) => popularity[product] === 0)),
        },
        cards: cardsOf(catalogue, evidence.baskets),
        lists: rankProducts(inputs, network.embeddings, settings.encoder.dimension, listed, availableParallelism()),
        categoryLists,
        embeddings: network.embeddings,
      },
      progress,
    );
    await writer.publish(manifest, parts.graceSeconds);
    return { ...result, lists: listed.length, seconds: seconds(), changed: true };
  } finally {
    await runtime.close();
  }
}

/** Names the snapshot after all that decides its content. */
function snapshotId(watermark: string, model: string, level: EmbedJob['level'], settings: object): string {
  const content = JSON.stringify({ format: 1, version: packageVersion, watermark, model, level, settings });
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
