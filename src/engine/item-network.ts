import {
  itemGraph,
  normaliseSymmetric,
  pathToRoot,
  withSelfLoops,
  type Csr,
  type Evidence,
} from '../adjacency/index.js';
import type { Catalogue } from '../shop/index.js';
import type { ReportProgress } from '../kernel/index.js';
import { encode, inputFeatures, type OnnxRuntime } from '../model/index.js';
import type { EngineSettings } from './settings.js';

/** The item graph of the evidence and the embeddings that propagation over it gives. */
export interface ItemNetwork {
  /** D^-1/2 A D^-1/2 of the strongest neighbours. */
  readonly graph: Csr;
  /** [products, dimension], unit rows. */
  readonly embeddings: Float32Array;
  readonly dimension: number;
}

/** From evidence to embeddings. */
export async function embedItems(
  runtime: OnnxRuntime,
  catalogue: Catalogue,
  evidence: Evidence,
  settings: EngineSettings,
  progress: ReportProgress,
): Promise<ItemNetwork> {
  const { products, categories } = catalogue;
  const pruned = itemGraph(evidence, settings.neighbours);
  // The graph convolution and attention look at a node itself beside its neighbours; LightGCN mixes layers instead.
  const looped = settings.encoder.layer === 'lightgcn' ? pruned : withSelfLoops(pruned);
  const graph = normaliseSymmetric(looped);
  const features = inputFeatures(
    {
      ids: products.ids,
      degree: evidence.mass,
      categoryPath: (row) => pathToRoot(categories, products.categories[row]).map((c) => categories.ids[c]),
      brand: (row) => products.brands[row] ?? undefined,
    },
    settings.features,
  );
  const embeddings = await encode(runtime, graph, features, settings.encoder, progress);
  return { graph, embeddings, dimension: settings.encoder.dimension };
}
