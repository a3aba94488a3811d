import type { LayerKind } from '../../../src/learning/onnx/index.js';
import type { Shape } from '../tensor-shapes.js';
import type { ElementType } from '../schema.js';

/*
 * The tensors of the training graphs. Sizes: N products, M attributes, d numbers of a state, B queries and K candidates of
 * a step, T target entries at most, C categories and one for "none".
 */

/** A tensor by name, type and shape. */
export interface TensorSpec {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: Shape;
}

const float = (name: string, shape: Shape): TensorSpec => ({ name, type: 'float32', shape });
const int = (name: string, shape: Shape): TensorSpec => ({ name, type: 'int32', shape });

/** What a network learns, in the order of its tensors. `decays`: whether weight decay applies. */
export function parameterSpecs(kind: LayerKind, depth: number): readonly (TensorSpec & { readonly decays: boolean })[] {
  const kernels = kind === 'lightgcn' ? 0 : depth;
  return [
    { ...float('item_rows', ['N', 'd']), decays: true },
    { ...float('attribute_rows', ['M', 'd']), decays: true },
    { ...float('bias', ['N', 1]), decays: true },
    { ...float('log_scale', [1]), decays: false },
    { ...float('category_weight', [1]), decays: false },
    ...Array.from({ length: kernels }, (_, i) => ({ ...float(`kernel_${i + 1}`, ['d', 'd']), decays: false })),
  ];
}

/** What stays the same from step to step beside the sparse operators. */
export const constantSpecs: readonly TensorSpec[] = [
  // Log lift of a candidate's category for a query's, transposed: [candidate's, query's]; the last stands for "none".
  float('lift', ['C', 'C']),
  // 0, or a large negative number where both categories are of one line.
  float('blocked', ['C', 'C']),
  float('row_normalisation', [1]),
  float('dropout_scale', [1]),
];

/** What differs from step to step. */
export const stepSpecs: readonly TensorSpec[] = [
  float('keep_own', ['N', 1]),
  float('keep_graph', ['N', 1]),
  { name: 'dropout', type: 'uint8', shape: ['N', 'd'] },
  int('batch', ['B']),
  int('batch_inverse', ['N']),
  int('batch_categories', ['B']),
  int('candidates', ['K']),
  int('candidate_inverse', ['N']),
  int('candidate_categories', ['K']),
  float('correction', ['K', 1]),
  float('targets', ['K', 'B']),
  // The places of targets above 0 in that matrix, row-major, and their values; what is left over has value 0.
  int('target_places', ['T']),
  float('target_values', ['T', 1]),
  float('query_weights', [1, 'B']),
  float('step_size', [1]),
  float('shrink', [1]),
];
