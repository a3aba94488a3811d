import { pathToRoot, type Catalogue } from '../../../shop/index.js';
import { encode, inputFeatures, type EncodeOptions } from '../../../learning/propagation/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import { propagationGraph, type ItemNetwork } from './item-network.js';
import type { GatheredShop } from '../gather/gather-shop.js';
import type { EngineSettings } from '../settings.js';

/** From evidence to embeddings by an untrained network: random features, propagated. */
export async function embedUntrained(
  runtime: OnnxRuntime,
  { catalogue, evidence }: GatheredShop,
  settings: EngineSettings,
  hooks: Pick<EncodeOptions, 'report' | 'keep'>,
): Promise<ItemNetwork> {
  const graph = propagationGraph(evidence, settings.neighbours, settings.encoder.layer);
  const features = untrainedFeatures(catalogue, evidence.mass, settings);
  const embeddings = await encode(runtime, graph, features, settings.encoder, hooks);
  return { graph, embeddings, dimension: settings.encoder.dimension };
}

/** The input states of an untrained network, [products, dimension]. */
export function untrainedFeatures(
  { products, categories }: Catalogue,
  mass: Float64Array,
  { features }: Pick<EngineSettings, 'features'>,
): Float32Array {
  return inputFeatures(
    {
      ids: products.ids,
      degree: mass,
      categoryPath: (row) => pathToRoot(categories, products.categories[row]).map((c) => categories.ids[c]),
      brand: (row) => products.brands[row] ?? undefined,
    },
    features,
  );
}
