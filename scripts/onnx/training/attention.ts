import { sumLast } from '../gradient-sums.js';
import type { GraphBuilder } from '../graph-builder.js';
import type { LayerResult } from './layers.js';
import type { Bucket, SparseOperator } from './sparse-operator.js';

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
  const d = graph.shapeOf(states)?.[1] ?? 'd';
  const queries = graph.apply('MatMul', [states, bilinear]);
  const shares = new Map<Bucket, string>();
  const sums = adjacency.buckets.map((bucket) => {
    const gathered = gatherNeighbours(graph, states, bucket);
    const scores = dots(graph, gathered, column(graph, queries, bucket));
    const share = graph.apply('Mul', [bucket.weights, odds(graph, asRow(graph, scores))]);
    shares.set(bucket, share);
    const total = graph.apply('MatMul', [
      share,
      graph.apply('Transpose', [graph.apply('Sign', [share])], { perm: [0, 2, 1] }),
    ]);
    return graph.apply('Concat', [graph.apply('MatMul', [share, gathered]), total], { axis: 2 });
  });
  const both = adjacency.combine(graph, sums, `${d}+1`);
  const [sum, total] = splitColumns(graph, both, states);
  const inverse = graph.apply('Div', [
    graph.scalar('one', 1),
    graph.apply('Max', [total, graph.scalar('smallest_total', 1e-30)]),
  ]);
  const output = graph.declare(graph.apply('Mul', [sum, inverse]), graph.shapeOf(states) ?? []);

  const gradients = (g: string): readonly string[] => {
    const own = sumLast(graph, graph.declare(graph.apply('Mul', [g, output]), graph.shapeOf(states) ?? []));
    const toQueries = adjacency.combine(
      graph,
      adjacency.buckets.map((bucket) => {
        const gathered = gatherNeighbours(graph, states, bucket);
        const along = asRow(graph, dots(graph, gathered, column(graph, g, bucket)));
        const alpha = graph.apply('Mul', [shares.get(bucket) ?? '', ownNumber(graph, inverse, bucket)]);
        const change = graph.apply('Mul', [alpha, graph.apply('Sub', [along, ownNumber(graph, own, bucket)])]);
        return graph.apply('MatMul', [change, gathered]);
      }),
      d,
    );
    const given = adjacency.combine(
      graph,
      adjacency.buckets.map((bucket) => {
        const theirQueries = gatherNeighbours(graph, queries, bucket);
        const theirGradients = gatherNeighbours(graph, g, bucket);
        const mine = column(graph, states, bucket);
        const scores = asRow(graph, dots(graph, theirQueries, mine));
        const alpha = graph.apply('Mul', [
          graph.apply('Mul', [bucket.weights, odds(graph, scores)]),
          asRow(graph, gatherNeighbours(graph, inverse, bucket)),
        ]);
        const along = asRow(graph, dots(graph, theirGradients, mine));
        const change = graph.apply('Mul', [
          alpha,
          graph.apply('Sub', [along, asRow(graph, gatherNeighbours(graph, own, bucket))]),
        ]);
        return graph.apply('Add', [
          graph.apply('MatMul', [alpha, theirGradients]),
          graph.apply('MatMul', [change, theirQueries]),
        ]);
      }),
      d,
    );
    const toStates = graph.apply('Add', [given, graph.apply('Gemm', [toQueries, bilinear], { transB: 1 })]);
    return [
      graph.declare(toStates, graph.shapeOf(states) ?? []),
      graph.apply('Gemm', [states, toQueries], { transA: 1 }),
    ];
  };
  return { states: output, pullbacks: [{ output, inputs: [states, bilinear], gradients }] };
}

/** [n, width, d] of rows [N, d]. */
function gatherNeighbours(graph: GraphBuilder, rows: string, { neighbours }: Bucket): string {
  return graph.apply('Gather', [rows, neighbours], { axis: 0 });
}

/** The rows that the pieces belong to, as columns [n, d, 1]. */
function column(graph: GraphBuilder, rows: string, { owners }: Bucket): string {
  return graph.apply('Unsqueeze', [graph.apply('Gather', [rows, owners], { axis: 0 }), graph.integers('last', [-1])]);
}

/** A number of each owner [N, 1], as [n, 1, 1]. */
function ownNumber(graph: GraphBuilder, numbers: string, { owners }: Bucket): string {
  return graph.apply('Unsqueeze', [
    graph.apply('Gather', [numbers, owners], { axis: 0 }),
    graph.integers('last', [-1]),
  ]);
}

/** Inner products [n, width, 1] of gathered rows with their owners' columns. */
function dots(graph: GraphBuilder, gathered: string, owner: string): string {
  return graph.apply('MatMul', [gathered, owner]);
}

/** [n, width, 1] as [n, 1, width]. */
function asRow(graph: GraphBuilder, scores: string): string {
  return graph.apply('Transpose', [scores], { perm: [0, 2, 1] });
}

/** e to the power of a score, which stays a float32 number. */
function odds(graph: GraphBuilder, scores: string): string {
  return graph.apply('Exp', [graph.apply('Min', [scores, graph.scalar('highest_score', 60)])]);
}

/** The first d columns and the last one. */
function splitColumns(graph: GraphBuilder, both: string, states: string): readonly string[] {
  const width = graph.apply('Shape', [states], { start: 1 });
  const sizes = graph.apply('Concat', [width, graph.integers('one_size', [1])], { axis: 0 });
  const [sum, total] = graph.applyMany('Split', [both, sizes], { axis: 1 }, 2);
  const [rows, d] = graph.shapeOf(states) ?? [];
  return [graph.declare(sum, [rows, d]), graph.declare(total, [rows, 1])];
}
