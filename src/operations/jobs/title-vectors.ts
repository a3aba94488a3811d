import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShopColumns } from '../../ranking/pipeline/index.js';
import type { ReportProgress } from '../../core/index.js';
import { fetchMiniLm } from '../local-servers/index.js';
import { embedTitles } from '../../learning/text/index.js';

/**
 * The shop with what its titles mean: MiniLM's sentence embeddings. The text model is fetched where it was not yet, and
 * embeddings are remembered in the models' folder.
 */
export async function withTitleVectors(
  { catalogue, interactions }: ShopColumns,
  modelsFolder: string,
  env: Readonly<NodeJS.ProcessEnv>,
  progress: ReportProgress,
): Promise<ShopColumns> {
  await mkdir(modelsFolder, { recursive: true });
  const files = await fetchMiniLm(env, { progress });
  const { products } = catalogue;
  const remembered = join(modelsFolder, 'title-embeddings');
  const titleVectors = await embedTitles(products.titles, { files, remembered, progress });
  return { catalogue: { ...catalogue, products: { ...products, titleVectors } }, interactions };
}
