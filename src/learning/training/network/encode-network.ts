import { discard, noProgress } from '../../../core/index.js';
import { encode } from '../../propagation/index.js';
import type { EncodeOptions, EncoderConfig } from '../../propagation/index.js';
import type { OnnxRuntime } from '../../onnx/index.js';
import { copyRows, type TrainedNetwork } from './network-parameters.js';
import type { TrainingConfig } from './training-config.js';
import type { NetworkData } from './training-data.js';

/** The encoder that a training configuration trains: the mean of all layers' states. */
export function encoderOf({ layer, depth, dimension, seed }: TrainingConfig): EncoderConfig {
  const layerWeights = new Array<number>(depth + 1).fill(1 / (depth + 1));
  return { layer, dimension, layerWeights, normaliseLayers: false, seed };
}

/**
 * The input states h⁰ [products, dimension]: the product's own row and the sum of its attributes' rows. Products and
 * attributes are matched by id; what the network does not know adds nothing.
 */
export function networkInputs(
  network: TrainedNetwork,
  { productIds, attributes }: Omit<NetworkData, 'graph'>,
): Float32Array {
  const { config, parameters } = network;
  const { dimension } = config;
  const states = new Float32Array(productIds.length * dimension);
  copyRows({ ids: productIds, earlierIds: network.productIds }, states, parameters.itemRows);
  const rows = new Float32Array(attributes.ids.length * dimension);
  copyRows({ ids: attributes.ids, earlierIds: network.attributeIds }, rows, parameters.attributeRows);
  const { offsets, columns, values } = attributes.entries;
  for (let product = 0; product < productIds.length; product++) {
    const to = product * dimension;
    for (let e = offsets[product]; e < offsets[product + 1]; e++) {
      const from = columns[e] * dimension;
      for (let i = 0; i < dimension; i++) states[to + i] += values[e] * rows[from + i];
    }
  }
  return states;
}

/**
 * Embeddings [products, dimension] of a trained network, rows of length 1, also for products and attributes that it was
 * not trained on: those take their place from the attributes and neighbours that it knows.
 */
export async function encodeNetwork(
  runtime: OnnxRuntime,
  network: TrainedNetwork,
  data: NetworkData,
  { report = noProgress, keep }: Pick<EncodeOptions, 'report' | 'keep'> = {},
): Promise<Float32Array> {
  const config = encoderOf(network.config);
  const inputs = networkInputs(network, data);
  const embeddings = await encode(runtime, data.graph, inputs, config, {
    report,
    keep,
    kernels: network.parameters.kernels,
  });
  discard([inputs]);
  return embeddings;
}
