import { planBipartite, type PropagationPlan } from './block-plan.js';
import type { Csr } from '../../core/numerics/index.js';
import { tensorOf, type OnnxRuntime } from '../onnx/index.js';
import { layerOperator, type PropagateBlock } from './layer.js';

/**
 * Products of a bipartite matrix R [rows, columns] and its transpose with dense states, by the gather-only graph
 * `lightgcn`.
 *
 * States stand in the plans' orders (`rowOrder`, `columnOrder`: place → row or column), so that a chain of products
 * permutes nothing. Results do not depend on threads, bit for bit.
 */
export class BipartitePropagation {
  private readonly between: Float32Array;

  private constructor(
    private readonly forward: PropagationPlan,
    private readonly backward: PropagationPlan,
    private readonly towardsRows: PropagateBlock,
    private readonly towardsColumns: PropagateBlock,
    readonly dimension: number,
  ) {
    this.between = new Float32Array(forward.order.length * dimension);
  }

  /**
   * @param matrix R
   * @param transposed its transpose, or another matrix [columns, rows] for the way back
   * @param dimension columns of the dense states
   */
  static async open(
    runtime: OnnxRuntime,
    matrix: Csr,
    transposed: Csr,
    dimension: number,
  ): Promise<BipartitePropagation> {
    const { forward, backward } = planBipartite(matrix, transposed, runtime.blockSlots);
    const layer = { layer: 'lightgcn', dimension } as const;
    return new BipartitePropagation(
      forward,
      backward,
      await layerOperator(runtime, matrix, forward, layer),
      await layerOperator(runtime, transposed, backward, layer),
      dimension,
    );
  }

  get rowOrder(): Int32Array {
    return this.forward.order;
  }

  get columnOrder(): Int32Array {
    return this.backward.order;
  }

  /** column → its place in `columnOrder` */
  get columnPosition(): Int32Array {
    return this.forward.position;
  }

  /** into [rows, dimension] = R · states [columns, dimension] */
  async toRows(states: Float32Array, into: Float32Array): Promise<void> {
    await this.propagate(this.towardsRows, this.forward, states, into);
  }

  /** into [columns, dimension] = Rᵀ · states [rows, dimension] */
  async toColumns(states: Float32Array, into: Float32Array): Promise<void> {
    await this.propagate(this.towardsColumns, this.backward, states, into);
  }

  /** into = Rᵀ R · states, both [columns, dimension]; they may be the same array. */
  async roundTrip(states: Float32Array, into: Float32Array): Promise<void> {
    await this.toRows(states, this.between);
    await this.toColumns(this.between, into);
  }

  private async propagate(
    step: PropagateBlock,
    { blocks }: PropagationPlan,
    states: Float32Array,
    into: Float32Array,
  ): Promise<void> {
    const operand = tensorOf(states, [states.length / this.dimension, this.dimension]);
    for (const block of blocks) await step(operand, undefined, block, into);
  }
}
