import { fillBlock, type PlanBlock, type PropagationPlan } from './block-plan.js';
import type { Csr } from '../../core/numerics/index.js';
import { tensorOf, type Tensor } from '../onnx/index.js';

/** 8 bytes each: at most 128 MiB are kept. */
const keptSlots = 2 ** 24;

/** A block's padded neighbours [rows, width] and their weights [rows, 1, width]. */
export interface BlockTensors {
  readonly neighbours: Tensor;
  readonly weights: Tensor;
}

/**
 * The blocks of a plan as tensors. Filling one costs a third of gathering it, and every layer needs them all, so the
 * first blocks are kept; past a fixed room the others are filled anew into one scratch, and memory stays bounded.
 */
export class BlockNeighbours {
  private readonly kept = new Map<PlanBlock, BlockTensors>();
  private readonly scratch: { readonly neighbours: Int32Array; readonly weights: Float32Array };
  private room = keptSlots;

  constructor(
    private readonly adjacency: Csr,
    private readonly plan: PropagationPlan,
  ) {
    this.scratch = { neighbours: new Int32Array(plan.slots), weights: new Float32Array(plan.slots) };
  }

  /** Valid until the next call. */
  of(block: PlanBlock): BlockTensors {
    const known = this.kept.get(block);
    if (known !== undefined) return known;
    const { rows, width } = block;
    const slots = rows * width;
    const keep = slots <= this.room;
    const neighbours = keep ? new Int32Array(slots) : this.scratch.neighbours.subarray(0, slots);
    const weights = keep ? new Float32Array(slots) : this.scratch.weights.subarray(0, slots);
    fillBlock(this.adjacency, this.plan, block, neighbours, weights);
    const tensors = {
      neighbours: tensorOf(neighbours, [rows, width]),
      weights: tensorOf(weights, [rows, 1, width]),
    };
    if (keep) {
      this.room -= slots;
      this.kept.set(block, tensors);
    }
    return tensors;
  }
}
