import type { Pullback } from '../differentiate.js';
import { onesRow } from '../gradient-sums.js';
import type { GraphBuilder } from '../graph-builder.js';

/**
 * Softmax cross entropy down the columns of `logits` [K, B]: Σ_b w_b log Σ_k exp(L_kb) − Σ T ⊙ L.
 *
 * @param targets [K, B]: each column the distribution of a query times the query's weight
 * @param weights [1, B]: the sums of the columns of `targets`
 * @returns the loss [1, 1] and its pullback: dL = w softmax(L) − T
 */
export function columnCrossEntropy(
  graph: GraphBuilder,
  logits: string,
  targets: string,
  weights: string,
): { readonly loss: string; readonly pullback: Pullback } {
  const highest = graph.apply('ReduceMax', [logits, graph.integers('candidate_axis', [0])], { keepdims: 1 });
  const odds = graph.apply('Exp', [graph.apply('Sub', [logits, highest])]);
  const total = graph.apply('MatMul', [onesRow(graph, logits, 0), odds]);
  const normaliser = graph.apply('Add', [graph.apply('Log', [total]), highest]);
  const flat = (tensor: string, row: boolean): string =>
    graph.apply('Reshape', [tensor, row ? graph.integers('as_row', [1, -1]) : graph.integers('as_column', [-1, 1])]);
  const dot = (a: string, b: string): string => graph.apply('MatMul', [flat(a, true), flat(b, false)]);
  const loss = graph.apply('Sub', [dot(weights, normaliser), dot(targets, logits)]);
  return {
    loss: graph.declare(loss, [1, 1]),
    pullback: {
      output: loss,
      inputs: [logits],
      // The loss is what is differentiated: its own gradient is 1.
      gradients: () => {
        const share = graph.apply('Div', [weights, total]);
        const gradient = graph.apply('Sub', [graph.apply('Mul', [odds, share]), targets]);
        return [graph.declare(gradient, graph.shapeOf(logits) ?? [])];
      },
    },
  };
}
