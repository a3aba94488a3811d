import { sumLast } from '../gradient-sums.js';
import type { GraphBuilder } from '../graph-builder.js';
import type { LayerResult } from './layers.js';
import type { Pieces, SparseOperator } from './sparse-operator.js';

/**
 * One head of bilinear attention with the adjacency as its prior, as `attention.onnx` computes it:
 * h'ᵢ = Σⱼ αᵢⱼ hⱼ, αᵢⱼ = Âᵢⱼ exp(sᵢⱼ) / Zᵢ, sᵢⱼ = qᵢ · hⱼ, q = h B.
 *
 * With g the result's gradient and cᵢ = gᵢ · h'ᵢ, dsᵢⱼ = αᵢⱼ (gᵢ · hⱼ − cᵢ). A row gathers its neighbours for dqᵢ = Σⱼ dsᵢⱼ hⱼ;
 * and because Â is symmetric, it gathers the same neighbours' queries, gradients, Z and c for what it gave to them:
 * dhⱼ = Σᵢ αᵢⱼ gᵢ + dsᵢⱼ qᵢ. Nothing scatters.
 *
 * @param states rows of length 1, so that exponents are bounded by the size of B
 */
export function attend(graph: GraphBuilder, adjacency: SparseOperator, states: string, bilinear: string): LayerResult {
  const shape = graph.shapeOf(states) ?? [];
  const d = shape[1];
  const one = graph.integers('one_size', [1]);
  const width = graph.apply('Shape', [states], { start: 1 });
  const oneMore = graph.apply('Add', [width, one]);
  const queries = graph.declare(graph.apply('MatMul', [states, bilinear]), shape);

  /** Âᵢⱼ exp(sᵢⱼ) [n, 1, width] of pieces whose neighbours' states were gathered. */
  const shares = (body: GraphBuilder, pieces: Pieces, gathered: string): string =>
    body.apply('Mul', [pieces.weights, odds(body, dots(body, gathered, owned(body, queries, pieces)))]);

  const both = adjacency.sums(graph, oneMore, `${d}+1`, (body, pieces) => {
    const gathered = gatherNeighbours(body, states, pieces);
    // A column of ones beside the states adds up Z in the same matrix product.
    const withOnes = body.apply('Concat', [gathered, onesColumn(body, gathered)], { axis: 2 });
    return body.apply('MatMul', [shares(body, pieces, gathered), withOnes]);
  });
  const [sum, total] = graph.applyMany(
    'Split',
    [both, graph.apply('Concat', [width, one], { axis: 0 })],
    { axis: 1 },
    2,
  );
  const least = graph.apply('Max', [graph.declare(total, [shape[0], 1]), graph.scalar('smallest_total', 1e-30)]);
  const inverse = graph.apply('Div', [graph.scalar('one', 1), least]);
  const output = graph.declare(graph.apply('Mul', [graph.declare(sum, shape), inverse]), shape);

  const gradients = (g: string): readonly string[] => {
    const own = sumLast(graph, graph.declare(graph.apply('Mul', [g, output]), shape));
    const toQueries = adjacency.sums(graph, width, d, (body, pieces) => {
      const gathered = gatherNeighbours(body, states, pieces);
      const along = dots(body, gathered, owned(body, g, pieces));
      const alpha = body.apply('Mul', [shares(body, pieces, gathered), owned(body, inverse, pieces)]);
      const change = body.apply('Mul', [alpha, body.apply('Sub', [along, owned(body, own, pieces)])]);
      return body.apply('MatMul', [change, gathered]);
    });
    const given = adjacency.sums(graph, width, d, (body, pieces) => {
      const theirQueries = gatherNeighbours(body, queries, pieces);
      const theirGradients = gatherNeighbours(body, g, pieces);
      const mine = owned(body, states, pieces);
      const share = body.apply('Mul', [pieces.weights, odds(body, dots(body, theirQueries, mine))]);
      const alpha = body.apply('Mul', [share, asRow(body, gatherNeighbours(body, inverse, pieces))]);
      const along = dots(body, theirGradients, mine);
      const less = asRow(body, gatherNeighbours(body, own, pieces));
      const change = body.apply('Mul', [alpha, body.apply('Sub', [along, less])]);
      return body.apply('Add', [
        body.apply('MatMul', [alpha, theirGradients]),
        body.apply('MatMul', [change, theirQueries]),
      ]);
    });
    const throughQueries = graph.apply('Gemm', [toQueries, bilinear], { transB: 1 });
    return [
      graph.declare(graph.apply('Add', [given, throughQueries]), shape),
      graph.apply('Gemm', [states, toQueries], { transA: 1 }),
    ];
  };
  return { states: output, pullbacks: [{ output, inputs: [states, bilinear], gradients }] };
}

/** [n, width, d] of rows [N, d]. */
function gatherNeighbours(graph: GraphBuilder, rows: string, { neighbours }: Pieces): string {
  return graph.apply('Gather', [rows, neighbours], { axis: 0 });
}

/** The rows that the pieces belong to, as columns [n, d, 1]. */
function owned(graph: GraphBuilder, rows: string, { owners }: Pieces): string {
  return graph.apply('Unsqueeze', [graph.apply('Gather', [rows, owners], { axis: 0 }), graph.integers('last', [-1])]);
}

/** Inner products [n, 1, width] of gathered rows with their owners' columns. */
function dots(graph: GraphBuilder, gathered: string, owner: string): string {
  return asRow(graph, graph.apply('MatMul', [gathered, owner]));
}

/** [n, width, 1] as [n, 1, width]. */
function asRow(graph: GraphBuilder, numbers: string): string {
  return graph.apply('Transpose', [numbers], { perm: [0, 2, 1] });
}

/** e to the power of a score, which stays a float32 number. */
function odds(graph: GraphBuilder, scores: string): string {
  return graph.apply('Exp', [graph.apply('Min', [scores, graph.scalar('highest_score', 60)])]);
}

/** 1 for each gathered row: [n, width, 1]. */
function onesColumn(graph: GraphBuilder, gathered: string): string {
  const rows = graph.apply('Shape', [gathered], { start: 0, end: 2 });
  const shape = graph.apply('Concat', [rows, graph.integers('single', [1])], { axis: 0 });
  return graph.apply('Expand', [graph.scalar('one', 1), shape]);
}
