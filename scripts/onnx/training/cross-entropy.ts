import type { Pullback } from '../differentiate.js';
import { onesRow } from '../gradient-sums.js';
import type { GraphBuilder } from '../graph-builder.js';

/**
 * Softmax cross entropy down the columns of `logits` [K, B]: Σ_b w_b log Σ_k exp(L_kb) − Σ T ⊙ L.
 *
 * @param targets [K, B]: each column the distribution of a query times the query's weight; `places` [T] and `values` [T, 1]
 *   say the same sparsely, so that the loss need not go through the whole matrix
 * @param weights [1, B]: the sums of the columns of `targets`
 * @returns the loss [1, 1] and its pullback: dL = w softmax(L) − T
 */
export function columnCrossEntropy(
  graph: GraphBuilder,
  logits: string,
  targets: { readonly dense: string; readonly places: string; readonly values: string },
  weights: string,
): { readonly loss: string; readonly pullback: Pullback } {
  const highest = graph.apply('ReduceMax', [logits, graph.integers('candidate_axis', [0])], { keepdims: 1 });
  const odds = graph.apply('Exp', [graph.apply('Sub', [logits, highest])]);
  const total = graph.apply('MatMul', [onesRow(graph, logits, 0), odds]);
  const normaliser = graph.apply('Add', [graph.apply('Log', [total]), highest]);
  const flat = graph.apply('Reshape', [logits, graph.integers('flat', [-1])]);
  const wanted = graph.apply('Unsqueeze', [
    graph.apply('Gather', [flat, targets.places], { axis: 0 }),
    graph.integers('row_axis', [0]),
  ]);
  const loss = graph.apply('Sub', [
    graph.apply('Gemm', [weights, normaliser], { transB: 1 }),
    graph.apply('MatMul', [wanted, targets.values]),
  ]);
  return {
    loss: graph.declare(loss, [1, 1]),
    pullback: {
      output: loss,
      inputs: [logits],
      // The loss is what is differentiated: its own gradient is 1.
      gradients: () => {
        const share = graph.apply('Div', [weights, total]);
        const gradient = graph.apply('Sub', [graph.apply('Mul', [odds, share]), targets.dense]);
        return [graph.declare(gradient, graph.shapeOf(logits) ?? [])];
      },
    },
  };
}
