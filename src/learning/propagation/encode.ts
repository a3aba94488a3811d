import { planPropagation, type PropagationPlan } from './block-plan.js';
import { inverseLength, normaliseRows, type Csr } from '../../core/numerics/index.js';
import { AlongsideError, discard, noProgress, type ReportProgress } from '../../core/index.js';
import { checkEncoderConfig, layerCount, type EncoderConfig } from './encoder-config.js';
import { untrainedKernels, type Kernels } from './kernels.js';
import { addLayer, roomForSums } from './layer-sum.js';
import { layerOperator } from './layer.js';
import { tensorOf, type OnnxRuntime } from '../onnx/index.js';

export interface EncodeOptions {
  readonly report?: ReportProgress;
  /** What a model version learned; left out, the untrained ones of the configuration's seed. */
  readonly kernels?: Kernels;
  /** Given what each layer reads, the first's first: [N, dimension], as `encodeRows` takes it. */
  readonly keep?: ((states: Float32Array) => void) | undefined;
}

/**
 * Embeds every node: L propagation layers over `adjacency`, then the weighted sum of all layers' states.
 *
 * A layer is computed block by block, so the memory beside three state arrays [N, d] (two where only the last layer counts) is
 * bounded whatever the graph.
 * A node's embedding depends, bit for bit, only on its L-hop closure, and not on blocks or threads.
 *
 * @param adjacency N × N, already normalised (D^-1/2 A D^-1/2); with self-loops for `gcn` and `attention`
 * @param features [N, dimension], row-major
 * @returns [N, dimension], rows of length 1 (a node without features and edges keeps zeros)
 */
export async function encode(
  runtime: OnnxRuntime,
  adjacency: Csr,
  features: Float32Array,
  config: EncoderConfig,
  { report = noProgress, kernels = untrainedKernels(config), keep }: EncodeOptions = {},
): Promise<Float32Array> {
  checkEncoderConfig(config);
  checkSizes(adjacency, features, config, kernels);
  const { dimension, layerWeights } = config;
  const plan = planPropagation(adjacency, runtime.blockSlots);
  const total = adjacency.rows * layerCount(config);

  let current: Float32Array = inPlanOrder(features, plan, dimension);
  let next: Float32Array = new Float32Array(layerCount(config) > 0 ? current.length : 0);
  const sums = roomForSums(config, current.length);
  addLayer(sums, current, config, layerWeights[0]);

  const propagate = await layerOperator(runtime, adjacency, plan, config);
  for (let layer = 0; layer < layerCount(config); layer++) {
    // Attention compares directions: its inner products are bounded by the rows' lengths.
    if (config.layer === 'attention') normaliseRows(current, dimension);
    keep?.(inNodeOrder(current, plan, dimension));
    const states = tensorOf(current, [adjacency.rows, dimension]);
    for (const block of plan.blocks) {
      await propagate(states, kernels[layer], block, next);
      report({ step: 'encoding', done: layer * adjacency.rows + block.start + block.rows, total, unit: 'rows' });
    }
    [current, next] = [next, current];
    addLayer(sums, current, config, layerWeights[layer + 1]);
  }
  const rows = sums ?? current;
  const embeddings = unitRowsInNodeOrder(rows, plan, dimension, next);
  discard([current, rows]);
  return embeddings;
}

function inPlanOrder(features: Float32Array, { order }: PropagationPlan, dimension: number): Float32Array {
  const states = new Float32Array(features.length);
  for (let p = 0; p < order.length; p++) {
    const from = order[p] * dimension;
    for (let i = 0; i < dimension; i++) states[p * dimension + i] = features[from + i];
  }
  return states;
}

function inNodeOrder(states: Float32Array, { order }: PropagationPlan, dimension: number): Float32Array {
  const rows = new Float32Array(states.length);
  for (let p = 0; p < order.length; p++) {
    const to = order[p] * dimension;
    for (let i = 0; i < dimension; i++) rows[to + i] = states[p * dimension + i];
  }
  return rows;
}

/** Each row scaled to length 1 in its node's place; written into `room` where that is large enough. */
function unitRowsInNodeOrder(
  rows: Float32Array,
  { order }: PropagationPlan,
  dimension: number,
  room: Float32Array,
): Float32Array {
  const embeddings = room.length === rows.length ? room : new Float32Array(rows.length);
  for (let p = 0; p < order.length; p++) {
    const from = p * dimension;
    const to = order[p] * dimension;
    const scale = inverseLength(rows, from, dimension);
    for (let i = 0; i < dimension; i++) embeddings[to + i] = scale * rows[from + i];
  }
  return embeddings;
}

function checkSizes(adjacency: Csr, features: Float32Array, config: EncoderConfig, kernels: Kernels): void {
  const { dimension, layer } = config;
  if (features.length !== adjacency.rows * dimension || adjacency.width !== adjacency.rows) {
    throw new AlongsideError(
      'encoder-input-mismatch',
      `The encoder takes features [N, ${dimension}] for an N × N adjacency; got ${features.length} numbers for ${adjacency.rows} × ${adjacency.width}.`,
      { features: features.length, rows: adjacency.rows, width: adjacency.width, dimension },
    );
  }
  const expected = layer === 'lightgcn' ? 0 : layerCount(config);
  if (kernels.length !== expected || kernels.some((kernel) => kernel.length !== dimension * dimension)) {
    throw new AlongsideError(
      'encoder-kernels-mismatch',
      `A ${layer} encoder with ${layerCount(config)} layers takes ${expected} kernels of ${dimension} × ${dimension}; got ${kernels.length}. Load the kernels of the model version that this configuration belongs to.`,
      { layer, expected, found: kernels.length },
    );
  }
}
