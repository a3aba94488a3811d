import { encodeNetwork, type NetworkData, type TrainedNetwork } from '../../../learning/training/index.js';
import type { LayerKind, OnnxRuntime } from '../../../learning/onnx/index.js';
import type { EncodeOptions } from '../../../learning/propagation/index.js';
import type { GatheredShop } from '../gather/gather-shop.js';
import { propagationGraph, type ItemNetwork } from './item-network.js';
import type { NetworkSettings } from '../network-settings.js';
import { productAttributes } from './product-attributes.js';

/** A trained network and how its inputs are made. */
export interface LearnedNetwork {
  readonly settings: Pick<NetworkSettings, 'neighbours' | 'attributes'>;
  readonly trained: TrainedNetwork;
}

/** What a network reads of a shop. */
export function networkData(
  { catalogue, evidence, options }: GatheredShop,
  { neighbours, attributes }: Pick<NetworkSettings, 'neighbours' | 'attributes'>,
  layer: LayerKind,
): NetworkData {
  return {
    productIds: knownIds(catalogue.products.ids, evidence, options),
    attributes: productAttributes(catalogue, attributes),
    graph: propagationGraph(evidence, neighbours, layer),
  };
}

/** Ids by which a network knows products; none for those that too few people bought, whose place would tell what these had. */
export function knownIds(
  ids: readonly string[],
  { buyers }: Pick<GatheredShop['evidence'], 'buyers'>,
  { evidence: { leastPeople } }: Pick<GatheredShop['options'], 'evidence'>,
): readonly string[] {
  return leastPeople === undefined ? ids : ids.map((id, product) => (buyers[product] < leastPeople ? '' : id));
}

/** Embeds a shop as it is now; products and attributes that the network does not know are placed by what it does. */
export async function embedLearned(
  runtime: OnnxRuntime,
  gathered: GatheredShop,
  { settings, trained }: LearnedNetwork,
  hooks: Pick<EncodeOptions, 'report' | 'keep'>,
): Promise<ItemNetwork> {
  const data = networkData(gathered, settings, trained.config.layer);
  const embeddings = await encodeNetwork(runtime, trained, data, hooks);
  return { graph: data.graph, embeddings, dimension: trained.config.dimension };
}
