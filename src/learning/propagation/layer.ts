import type { Csr } from '../../core/numerics/index.js';
import { runInto, tensorOf, type OnnxRuntime, type Tensor } from '../onnx/index.js';
import type { PlanBlock, PropagationPlan } from './block-plan.js';
import { BlockNeighbours } from './block-neighbours.js';
import type { EncoderConfig } from './encoder-config.js';

/** Computes one block of the next layer and writes it into its place in `next`. */
export type PropagateBlock = (
  states: Tensor,
  kernel: Float32Array | undefined,
  block: PlanBlock,
  next: Float32Array,
) => Promise<void>;

/**
 * The layer that `config` names, over `adjacency` in the order of `plan`. ONNX Runtime writes a block's result straight
 * into a view of `next`.
 */
export async function layerOperator(
  runtime: OnnxRuntime,
  adjacency: Csr,
  plan: PropagationPlan,
  { layer, dimension }: Pick<EncoderConfig, 'layer' | 'dimension'>,
): Promise<PropagateBlock> {
  const session = await runtime.session(layer);
  const blocks = new BlockNeighbours(adjacency, plan);
  return async (states, kernel, block, next) => {
    const ownRows = (all: Float32Array): Tensor => {
      const rows = all.subarray(block.start * dimension, (block.start + block.rows) * dimension);
      return tensorOf(rows, [block.rows, dimension]);
    };
    const feeds: Record<string, Tensor> = { h: states, ...blocks.of(block) };
    if (kernel !== undefined) {
      feeds[layer === 'gcn' ? 'kernel' : 'bilinear'] = tensorOf(kernel, [dimension, dimension]);
    }
    if (layer === 'attention') feeds.rows = ownRows(states.data as Float32Array);
    await runInto(session, feeds, { h_next: ownRows(next) });
  };
}
