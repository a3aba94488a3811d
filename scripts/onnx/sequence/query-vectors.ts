import type { GraphBuilder } from '../graph-builder.js';
import { sumLast } from '../gradient-sums.js';

/**
 * Unit query vectors (r + m P) / |r + m P|: the mean of the hidden states, projected into the space of the items, corrects
 * the mean of the recent items.
 *
 * @param recent r [B, d]
 * @param meanState m [B, 2 hidden]
 * @param projection P [2 hidden, d]
 */
export function queryVectors(
  graph: GraphBuilder,
  recent: string,
  meanState: string,
  projection: string,
  output?: string,
): string {
  const sum = graph.apply('Add', [recent, graph.apply('MatMul', [meanState, projection])]);
  const squares = sumLast(graph, graph.apply('Mul', [sum, sum]));
  const length = graph.apply('Sqrt', [graph.apply('Max', [squares, graph.scalar('smallest_square', 1e-12)])]);
  return graph.apply('Div', [sum, length], {}, output);
}
