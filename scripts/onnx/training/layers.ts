import type { LayerKind } from '../../../src/learning/onnx/index.js';
import type { Pullback } from '../differentiate.js';
import { sumLast } from '../gradient-sums.js';
import type { GraphBuilder } from '../graph-builder.js';
import { attend } from './attention.js';
import type { SparseOperator } from './sparse-operator.js';

/** A layer's result [N, d] and the pullbacks of the parts that gather. */
export interface LayerResult {
  readonly states: string;
  readonly pullbacks: readonly Pullback[];
}

/**
 * One propagation layer over the symmetric normalised adjacency, as `onnx-models/` computes it block by block.
 *
 * @param kernel [d, d]; none for LightGCN
 */
export function propagationLayer(
  graph: GraphBuilder,
  kind: LayerKind,
  adjacency: SparseOperator,
  states: string,
  kernel: string | undefined,
): LayerResult {
  if (kind === 'lightgcn' || kernel === undefined) return symmetricProduct(graph, adjacency, states);
  if (kind === 'attention') return attend(graph, adjacency, unitRows(graph, states), kernel);
  const { states: sums, pullbacks } = symmetricProduct(graph, adjacency, states);
  return { states: graph.apply('Relu', [graph.apply('MatMul', [sums, kernel])]), pullbacks };
}

/** Â h; as Â is symmetric, its pullback is the same product. */
function symmetricProduct(graph: GraphBuilder, adjacency: SparseOperator, states: string): LayerResult {
  const output = adjacency.product(graph, states);
  const pullback = { output, inputs: [states], gradients: (g: string) => [adjacency.product(graph, g)] };
  return { states: output, pullbacks: [pullback] };
}

/** A h with a matrix whose transposed is at hand: h is pulled back by that. */
export function product(
  graph: GraphBuilder,
  matrix: SparseOperator,
  transposed: SparseOperator,
  states: string,
): LayerResult {
  const output = matrix.product(graph, states);
  return {
    states: output,
    pullbacks: [{ output, inputs: [states], gradients: (g) => [transposed.product(graph, g)] }],
  };
}

/** Lengths of the rows [n, 1], at least 1e-6. */
export function rowLengths(graph: GraphBuilder, rows: string): string {
  const squares = sumLast(graph, graph.apply('Mul', [rows, rows]));
  return graph.apply('Sqrt', [graph.apply('Max', [squares, graph.scalar('smallest_square', 1e-12)])]);
}

/** Rows scaled to length 1; a row of zeros stays. */
export function unitRows(graph: GraphBuilder, rows: string): string {
  return graph.apply('Div', [rows, rowLengths(graph, rows)]);
}
