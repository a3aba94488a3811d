import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shop } from '../../shop/index.js';
import type { ReportProgress } from '../../core/index.js';
import { fetchMiniLm } from '../local-servers/index.js';
import { embedTitles } from '../../learning/text/index.js';

/**
 * The shop with what its titles mean: MiniLM's sentence embeddings. The text model is fetched where it was not yet, and
 * embeddings are remembered in the models' folder.
 */
export async function withTitleVectors(
  shop: Shop,
  modelsFolder: string,
  env: Readonly<NodeJS.ProcessEnv>,
  progress: ReportProgress,
): Promise<Shop> {
  await mkdir(modelsFolder, { recursive: true });
  const files = await fetchMiniLm(env, { progress });
  const { products } = shop.catalogue;
  const remembered = join(modelsFolder, 'title-embeddings');
  const titleVectors = await embedTitles(products.titles, { files, remembered, progress });
  return { ...shop, catalogue: { ...shop.catalogue, products: { ...products, titleVectors } } };
}
