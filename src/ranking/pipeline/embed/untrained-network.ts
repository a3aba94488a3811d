import { pathToRoot } from '../../../shop/index.js';
import type { ReportProgress } from '../../../core/index.js';
import { encode, inputFeatures } from '../../../learning/propagation/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import { propagationGraph, type ItemNetwork } from './item-network.js';
import type { GatheredShop } from '../gather/gather-shop.js';
import type { EngineSettings } from '../settings.js';

/** From evidence to embeddings by an untrained network: random features, propagated. */
export async function embedUntrained(
  runtime: OnnxRuntime,
  { catalogue, evidence }: GatheredShop,
  settings: EngineSettings,
  progress: ReportProgress,
): Promise<ItemNetwork> {
  const { products, categories } = catalogue;
  const graph = propagationGraph(evidence, settings.neighbours, settings.encoder.layer);
  const features = inputFeatures(
    {
      ids: products.ids,
      degree: evidence.mass,
      categoryPath: (row) => pathToRoot(categories, products.categories[row]).map((c) => categories.ids[c]),
      brand: (row) => products.brands[row] ?? undefined,
    },
    settings.features,
  );
  const embeddings = await encode(runtime, graph, features, settings.encoder, { report: progress });
  return { graph, embeddings, dimension: settings.encoder.dimension };
}
