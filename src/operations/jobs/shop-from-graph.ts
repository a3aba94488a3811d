import { exportCatalogue, exportInteractions, type GraphConnection } from '../../storage/neo4j/index.js';
import { AlongsideError, type ReportProgress } from '../../core/index.js';
import {
  gatherShop,
  graphWatermark,
  rankedShop,
  type EngineSettings,
  type GatheredShop,
} from '../../ranking/pipeline/index.js';
import type { Shop } from '../../shop/index.js';
import type { JobParts } from './job-process.js';
import { withTitleVectors } from './title-vectors.js';

/** A shop as the graph has it, gathered. */
export interface ShopFromGraph {
  readonly shop: Shop;
  /** The same as it is ranked: all of it, or without what too few people did. */
  readonly ranked: Shop;
  readonly gathered: GatheredShop;
  /** Names the data that lists are made from. */
  readonly watermark: string;
}

/**
 * Reads the shop and gathers what its events say.
 *
 * @param titles whether to find out what titles mean, for a network that reads it
 * @throws AlongsideError `graph-empty` where no product was imported
 */
export async function shopFromGraph(
  { graph, models, env, progress }: Pick<JobParts, 'graph' | 'models' | 'env' | 'progress'>,
  settings: EngineSettings,
  titles: boolean,
): Promise<ShopFromGraph> {
  const exported = await exportShop(graph, progress);
  const shop = titles ? await withTitleVectors(exported, models.folder, env, progress) : exported;
  progress({ step: 'gathering evidence', done: 0, total: shop.catalogue.products.ids.length, unit: 'products' });
  const ranked = rankedShop(shop, settings);
  const gathered = gatherShop(ranked, settings);
  const watermark = graphWatermark(shop.catalogue, gathered.evidence, gathered.popularity);
  return { shop, ranked, gathered, watermark };
}

/** Reads the whole shop from the graph; throws `graph-empty` where no product was imported. */
export async function exportShop(graph: GraphConnection, progress: ReportProgress): Promise<Shop> {
  progress({ step: 'reading the catalogue', done: 0, unit: 'products' });
  const { catalogue, nodes } = await exportCatalogue(graph);
  if (catalogue.products.ids.length === 0) {
    throw new AlongsideError('graph-empty', 'The graph holds no products. Import your shop with "alongside import".');
  }
  return { catalogue, ...(await exportInteractions(graph, nodes, progress)) };
}
