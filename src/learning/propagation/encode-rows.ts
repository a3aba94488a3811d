import { discard } from '../../core/index.js';
import { inverseLength, normaliseRows, type Csr } from '../../core/numerics/index.js';
import { tensorOf, type OnnxRuntime } from '../onnx/index.js';
import { planPropagation } from './block-plan.js';
import { layerCount, type EncoderConfig } from './encoder-config.js';
import { untrainedKernels, type Kernels } from './kernels.js';
import { addLayer, roomForSums } from './layer-sum.js';
import { layerOperator } from './layer.js';

/** Rows that are to be encoded among the stored states of all others. */
export interface EncodedRows {
  /**
   * [T, T + N] normalised: what each row takes from the rows themselves (columns 0 … T - 1, for self-loops) and from the N
   * stored ones (from T on). Entries stand in the order in which they are to be added up.
   */
  readonly adjacency: Csr;
  /** [T, dimension] input states. */
  readonly features: Float32Array;
  /** Per layer, what `encode` kept of it: [N, dimension]. */
  readonly states: readonly Float32Array[];
}

/**
 * Embeds some nodes by their own edges over the stored states of their neighbours: historical embeddings (GNNAutoScale, Fey et
 * al., ICML 2021). Where neither its edges nor the states of its neighbours changed, a node gets bit for bit what `encode` gave it.
 *
 * @returns [T, dimension], rows of length 1 (a node without features and edges keeps zeros)
 */
export async function encodeRows(
  runtime: OnnxRuntime,
  { adjacency, features, states }: EncodedRows,
  config: EncoderConfig,
  kernels: Kernels = untrainedKernels(config),
): Promise<Float32Array> {
  const { dimension, layerWeights } = config;
  const rows = planPropagation(adjacency, runtime.blockSlots);
  const position = Int32Array.from({ length: adjacency.width }, (_, column) => column);
  position.set(rows.position);
  const plan = { ...rows, position };
  const size = adjacency.rows * dimension;
  const all = new Float32Array(adjacency.width * dimension);
  const own = all.subarray(0, size);
  rows.order.forEach((row, place) => {
    own.set(features.subarray(row * dimension, (row + 1) * dimension), place * dimension);
  });
  const sums = roomForSums(config, size);
  addLayer(sums, own, config, layerWeights[0]);
  const next = new Float32Array(size);
  const propagate = await layerOperator(runtime, adjacency, plan, config);
  for (let layer = 0; layer < layerCount(config); layer++) {
    if (config.layer === 'attention') normaliseRows(own, dimension);
    all.set(states[layer], size);
    const tensor = tensorOf(all, [adjacency.width, dimension]);
    for (const block of plan.blocks) await propagate(tensor, kernels[layer], block, next);
    own.set(next);
    addLayer(sums, own, config, layerWeights[layer + 1]);
  }
  const embeddings = unitRows(sums ?? own, rows.order, dimension);
  discard([all, next]);
  return embeddings;
}

/** Each row scaled to length 1, in its node's place. */
function unitRows(rows: Float32Array, order: Int32Array, dimension: number): Float32Array {
  const embeddings = new Float32Array(rows.length);
  order.forEach((node, place) => {
    const scale = inverseLength(rows, place * dimension, dimension);
    for (let i = 0; i < dimension; i++) embeddings[node * dimension + i] = scale * rows[place * dimension + i];
  });
  return embeddings;
}
