import { BUCKET_WIDTHS } from '../../../src/learning/propagation/index.js';
import type { GraphBuilder } from '../graph-builder.js';

/** Some pieces of one bucket: n pieces of `width` slots. */
export interface Pieces {
  /** [n, width]: rows of the dense factor. */
  readonly neighbours: string;
  /** [n, 1, width]: entries of the matrix, 0 in padding. */
  readonly weights: string;
  /** [n]: the matrix's row that each piece belongs to. */
  readonly owners: string;
}

/**
 * A sparse matrix [rows, columns] as inputs of a graph, and sums over its rows' entries by gathering alone.
 *
 * Rows are cut into pieces of at most 256 entries; pieces of like length stand together in buckets, each padded to its
 * bucket's width with weight 0. A bucket is gone through in chunks of equal size, so that what was gathered stays in the
 * processor's cache and memory is bounded. The inputs, which `bucketSparse` fills:
 * - `P_neighbours`, `P_weights` [slots]: the buckets one after another, each row-major [pieces, width]
 * - `P_owners` [pieces]: the row of each piece
 * - `P_bucket_slots`, `P_bucket_pieces`, `P_bucket_chunks` int64 [buckets]: how many of each a bucket has; none is empty
 * - `P_hub_pieces` [hubs, k], `P_hub_weights` [hubs, 1, k]: the pieces of rows that were cut
 * - `P_place` [rows]: where each row's sum stands among the pieces and, behind them, the hubs
 */
export class SparseOperator {
  /** The chunks of each bucket: [chunks, n, width], [chunks, n, 1, width], [chunks, n]. */
  private readonly buckets: readonly Pieces[];
  private readonly hubPieces: string;
  private readonly hubWeights: string;
  private readonly place: string;

  constructor(
    graph: GraphBuilder,
    private readonly prefix: string,
    private readonly rows: string,
  ) {
    const count = BUCKET_WIDTHS.length;
    const [slots, pieces] = [`${prefix}_slots`, `${prefix}_pieces`];
    const neighbours = graph.input(`${prefix}_neighbours`, 'int32', [slots]);
    const weights = graph.input(`${prefix}_weights`, 'float32', [slots]);
    const owners = graph.input(`${prefix}_owners`, 'int32', [pieces]);
    const bucketSlots = graph.input(`${prefix}_bucket_slots`, 'int64', [count]);
    const bucketPieces = graph.input(`${prefix}_bucket_pieces`, 'int64', [count]);
    const bucketChunks = graph.input(`${prefix}_bucket_chunks`, 'int64', [count]);
    const [hubs, k] = [`${prefix}_hubs`, `${prefix}_most_pieces`];
    this.hubPieces = graph.input(`${prefix}_hub_pieces`, 'int32', [hubs, k]);
    this.hubWeights = graph.input(`${prefix}_hub_weights`, 'float32', [hubs, 1, k]);
    this.place = graph.input(`${prefix}_place`, 'int32', [rows]);

    const split = (flat: string, sizes: string): readonly string[] =>
      graph.applyMany('Split', [flat, sizes], { axis: 0 }, count);
    const ones = graph.integers('one_each', new Array<number>(count).fill(1));
    const chunks = split(bucketChunks, ones);
    const chunked = (parts: readonly string[], name: string, shape: (width: number) => readonly number[]) =>
      parts.map((part, i) => {
        const rest = graph.integers(`${name}_${BUCKET_WIDTHS[i]}`, [-1, ...shape(BUCKET_WIDTHS[i])]);
        return graph.apply('Reshape', [part, graph.apply('Concat', [chunks[i], rest], { axis: 0 })]);
      });
    const neighbourChunks = chunked(split(neighbours, bucketSlots), 'wide', (width) => [width]);
    const weightChunks = chunked(split(weights, bucketSlots), 'flat', (width) => [1, width]);
    const ownerChunks = chunked(split(owners, bucketPieces), 'alone', () => []);
    this.buckets = neighbourChunks.map((chunk, i) => ({
      neighbours: chunk,
      weights: weightChunks[i],
      owners: ownerChunks[i],
    }));
  }

  /** The product with `states` [columns, d]: [rows, d]. */
  product(graph: GraphBuilder, states: string): string {
    const width = graph.apply('Shape', [states], { start: 1 });
    return this.sums(graph, width, graph.shapeOf(states)?.[1] ?? 'd', (body, { neighbours, weights }) =>
      body.apply('MatMul', [weights, body.apply('Gather', [states, neighbours], { axis: 0 })]),
    );
  }

  /**
   * Each row's sum [rows, width] of what `write` computes from its pieces, [n, 1, width].
   *
   * @param width of the result, as an int64 tensor [1]
   */
  sums(
    graph: GraphBuilder,
    width: string,
    widthName: number | string,
    write: (body: GraphBuilder, pieces: Pieces) => string,
  ): string {
    const rowsOfWidth = graph.apply('Concat', [graph.integers('rest', [-1]), width], { axis: 0 });
    const parts = this.buckets.map((bucket, i) => {
      const sums = scan(graph, `${this.prefix}_${BUCKET_WIDTHS[i]}`, BUCKET_WIDTHS[i], bucket, write);
      return graph.apply('Reshape', [sums, rowsOfWidth]);
    });
    const pieces = graph.apply('Concat', parts, { axis: 0 });
    const cut = graph.apply('Gather', [pieces, this.hubPieces], { axis: 0 });
    const hubs = graph.apply('Reshape', [graph.apply('MatMul', [this.hubWeights, cut]), rowsOfWidth]);
    const all = graph.apply('Concat', [pieces, hubs], { axis: 0 });
    return graph.declare(graph.apply('Gather', [all, this.place], { axis: 0 }), [this.rows, widthName]);
  }
}

/** Computes each chunk by itself; the results [chunks, n, 1, d] stand one after another. */
function scan(
  graph: GraphBuilder,
  name: string,
  width: number,
  bucket: Pieces,
  write: (body: GraphBuilder, pieces: Pieces) => string,
): string {
  const body = graph.body(name, 'one chunk of pieces');
  const own = (part: string): string => `${body.name}_${part}`;
  const pieces: Pieces = {
    neighbours: body.input(own('neighbours'), 'int32', ['n', width]),
    weights: body.input(own('weights'), 'float32', ['n', 1, width]),
    owners: body.input(own('owners'), 'int32', ['n']),
  };
  body.output(write(body, pieces), 'float32', ['n', 1, 'columns']);
  return graph.apply('Scan', [bucket.neighbours, bucket.weights, bucket.owners], { body, num_scan_inputs: 3 });
}
