import { GraphBuilder, type BuiltGraph } from './graph-builder.js';
import { sequence, trainSequence } from './sequence/sequence-graphs.js';

/**
 * One layer over one block of n rows that were padded to k neighbours each.
 *
 * `h` [N, d] are the states of all N nodes; `neighbours` [n, k] are rows of `h`; `weights` [n, 1, k] are the entries of
 * the normalised adjacency, 0 in padding slots. Every operator only gathers: ONNX Runtime's Scatter operators add
 * wrongly with several threads.
 */
function neighbourhood(graph: GraphBuilder): { readonly weights: string; readonly gathered: string } {
  const h = graph.input('h', 'float32', ['N', 'd']);
  const neighbours = graph.input('neighbours', 'int32', ['n', 'k']);
  const weights = graph.input('weights', 'float32', ['n', 1, 'k']);
  return { weights, gathered: graph.apply('Gather', [h, neighbours], { axis: 0 }) };
}

/**
 * rows [n, d] times kernel [d, e], where a row's result does not depend on how many rows there are.
 *
 * ONNX Runtime multiplies a single row by another routine, which adds in another order; a row of zeros is put behind the
 * others so that it never meets one.
 */
function multiplyRows(graph: GraphBuilder, rows: string, kernel: string): string {
  const padded = graph.apply('Pad', [rows, graph.integers('one_row_after', [0, 0, 1, 0])]);
  const product = graph.apply('MatMul', [padded, kernel]);
  const axis = graph.integers('rows_axis', [0]);
  return graph.apply('Slice', [product, graph.integers('first', [0]), graph.integers('before_last', [-1]), axis]);
}

/** LightGCN (He et al., SIGIR 2020): h' = Â h. */
export function lightgcn(): BuiltGraph {
  const graph = new GraphBuilder(
    'lightgcn',
    'h_next = Â h, one block of rows: the weighted sum of each row’s neighbours',
  );
  const { weights, gathered } = neighbourhood(graph);
  const sum = graph.apply('MatMul', [weights, gathered]);
  graph.apply('Squeeze', [sum, graph.integers('middle_axis', [1])], {}, 'h_next');
  graph.output('h_next', 'float32', ['n', 'd']);
  return graph.build();
}

/** GCN (Kipf and Welling, ICLR 2017): h' = ReLU(Â h W), where Â contains the self-loops. */
export function gcn(): BuiltGraph {
  const graph = new GraphBuilder('gcn', 'h_next = ReLU(Â h W), one block of rows; Â contains the self-loops');
  const { weights, gathered } = neighbourhood(graph);
  const kernel = graph.input('kernel', 'float32', ['d', 'e']);
  const sum = graph.apply('MatMul', [weights, gathered]);
  const rows = graph.apply('Squeeze', [sum, graph.integers('middle_axis', [1])]);
  graph.apply('Relu', [multiplyRows(graph, rows, kernel)], {}, 'h_next');
  graph.output('h_next', 'float32', ['n', 'e']);
  return graph.build();
}

/**
 * One head of bilinear attention with the adjacency as its prior:
 * h'ᵢ = Σⱼ αᵢⱼ hⱼ with αᵢⱼ = Âᵢⱼ exp(hᵢ B hⱼᵀ) / Σⱼ′ Âᵢⱼ′ exp(hᵢ B hⱼ′ᵀ).
 *
 * B [d, d] is the product of the query and the transposed key projection, so the keys are gathered once.
 * A padding slot has weight 0 and takes no part, a row of padding alone gives 0.
 */
export function attention(): BuiltGraph {
  const graph = new GraphBuilder(
    'attention',
    'h_next = softmax over each row’s neighbours of (h B hᵀ + log Â), times h, one block of rows; `rows` are its own states',
  );
  const { weights, gathered } = neighbourhood(graph);
  const rows = graph.input('rows', 'float32', ['n', 'd']);
  const bilinear = graph.input('bilinear', 'float32', ['d', 'd']);
  const last = graph.integers('last_axis', [-1]);
  const middle = graph.integers('middle_axis', [1]);

  const queries = graph.apply('Unsqueeze', [multiplyRows(graph, rows, bilinear), last]);
  const column = graph.apply('MatMul', [gathered, queries]);
  const scores = graph.apply('Unsqueeze', [graph.apply('Squeeze', [column, last]), middle]);
  const isEdge = graph.apply('Greater', [weights, graph.scalar('zero', 0)]);
  const masked = graph.apply('Where', [isEdge, scores, graph.scalar('lowest', -1e30)]);
  const highest = graph.apply('ReduceMax', [masked, last], { keepdims: 1 });
  const shares = graph.apply('Exp', [graph.apply('Sub', [masked, highest])]);
  // Both sums are matrix products: ReduceSum would add in an order that depends on the row's address in memory.
  const prior = graph.apply('Unsqueeze', [graph.apply('Squeeze', [weights, middle]), last]);
  const total = graph.apply('MatMul', [shares, prior]);
  const sum = graph.apply('MatMul', [graph.apply('Mul', [shares, weights]), gathered]);
  const mean = graph.apply('Div', [sum, graph.apply('Max', [total, graph.scalar('smallest', 1e-30)])]);
  graph.apply('Squeeze', [mean, middle], {}, 'h_next');
  graph.output('h_next', 'float32', ['n', 'd']);
  return graph.build();
}

/** Affinities of m queries to n candidates, as inner products. */
export function affinity(): BuiltGraph {
  const graph = new GraphBuilder('affinity', 'scores = queries · candidatesᵀ');
  const queries = graph.input('queries', 'float32', ['m', 'd']);
  const candidates = graph.input('candidates', 'float32', ['n', 'd']);
  graph.apply('Gemm', [queries, candidates], { transB: 1 }, 'scores');
  graph.output('scores', 'float32', ['m', 'n']);
  return graph.build();
}

/**
 * e to the power of the inner products of m queries and n candidates: queries scaled by a softmax's weight give its terms
 * before it is normalised. Products up to 88 fit a float32.
 */
export function affinityOdds(): BuiltGraph {
  const graph = new GraphBuilder('affinity-odds', 'odds = exp(queries · candidatesᵀ)');
  const queries = graph.input('queries', 'float32', ['m', 'd']);
  const candidates = graph.input('candidates', 'float32', ['n', 'd']);
  graph.apply('Exp', [graph.apply('Gemm', [queries, candidates], { transB: 1 })], {}, 'odds');
  graph.output('odds', 'float32', ['m', 'n']);
  return graph.build();
}

/** The product of two dense matrices. */
export function matmul(): BuiltGraph {
  const graph = new GraphBuilder('matmul', 'product = left · right');
  const left = graph.input('left', 'float32', ['m', 'k']);
  const right = graph.input('right', 'float32', ['k', 'n']);
  graph.apply('MatMul', [left, right], {}, 'product');
  graph.output('product', 'float32', ['m', 'n']);
  return graph.build();
}

/** Gathering alone, its result left inside the runtime: the bound that benchmarks compare a layer with. Not shipped. */
export function gatherInside(): BuiltGraph {
  const graph = new GraphBuilder('gather-inside', 'shape of h[neighbours], after gathering it');
  const h = graph.input('h', 'float32', ['N', 'd']);
  const neighbours = graph.input('neighbours', 'int32', ['n', 'k']);
  graph.apply('Shape', [graph.apply('Gather', [h, neighbours], { axis: 0 })], {}, 'shape');
  graph.output('shape', 'int64', [3]);
  return graph.build();
}

/** The graphs in `onnx-models/`. */
export const shippedGraphs = [
  lightgcn,
  gcn,
  attention,
  affinity,
  affinityOdds,
  matmul,
  sequence,
  trainSequence,
] as const;
