import { BUCKET_WIDTHS } from '../../../src/adjacency/index.js';
import type { GraphBuilder } from '../graph-builder.js';

/** The pieces of one bucket: n pieces of `width` slots. */
export interface Bucket {
  /** [n, width]: rows of the dense factor. */
  readonly neighbours: string;
  /** [n, 1, width]: entries of the matrix, 0 in padding. */
  readonly weights: string;
  /** [n]: the matrix's row that each piece belongs to. */
  readonly owners: string;
  readonly width: number;
}

/**
 * A sparse matrix [rows, columns] as inputs of a graph, and its product with dense rows by gathering alone.
 *
 * Rows are cut into pieces of at most 256 entries; pieces of like length stand together in buckets, each padded to its
 * bucket's width with weight 0 (see `bucketSparse`, which fills the inputs):
 * - `P_neighbours`, `P_weights` [slots]: the buckets one after another, each row-major [pieces, width]
 * - `P_bucket_slots` int64 [buckets]: how many slots belong to each bucket; none is empty
 * - `P_owners` [pieces], `P_bucket_pieces` int64 [buckets]: the row of each piece, and how many pieces are in each bucket
 * - `P_hub_pieces` [hubs, k], `P_hub_weights` [hubs, 1, k]: the pieces of rows that were cut
 * - `P_place` [rows]: where each row's sum stands among the pieces and, behind them, the hubs
 */
export class SparseOperator {
  readonly buckets: readonly Bucket[];
  private readonly hubPieces: string;
  private readonly hubWeights: string;
  private readonly place: string;

  constructor(
    graph: GraphBuilder,
    prefix: string,
    private readonly rows: string,
  ) {
    const [slots, pieces] = [`${prefix}_slots`, `${prefix}_pieces`];
    const buckets = [BUCKET_WIDTHS.length];
    const neighbours = graph.input(`${prefix}_neighbours`, 'int32', [slots]);
    const weights = graph.input(`${prefix}_weights`, 'float32', [slots]);
    const bucketSlots = graph.input(`${prefix}_bucket_slots`, 'int64', buckets);
    const owners = graph.input(`${prefix}_owners`, 'int32', [pieces]);
    const bucketPieces = graph.input(`${prefix}_bucket_pieces`, 'int64', buckets);
    const [hubs, k] = [`${prefix}_hubs`, `${prefix}_most_pieces`];
    this.hubPieces = graph.input(`${prefix}_hub_pieces`, 'int32', [hubs, k]);
    this.hubWeights = graph.input(`${prefix}_hub_weights`, 'float32', [hubs, 1, k]);
    this.place = graph.input(`${prefix}_place`, 'int32', [rows]);

    const split = (flat: string, sizes: string): readonly string[] =>
      graph.applyMany('Split', [flat, sizes], { axis: 0 }, BUCKET_WIDTHS.length);
    const shaped = (flat: string, name: string, ...shape: number[]): string =>
      graph.apply('Reshape', [flat, graph.integers(name, shape)]);
    const ownersOf = split(owners, bucketPieces);
    const weightsOf = split(weights, bucketSlots);
    this.buckets = split(neighbours, bucketSlots).map((flat, i) => {
      const width = BUCKET_WIDTHS[i];
      const n = `${prefix}_pieces_${width}`;
      return {
        neighbours: graph.declare(shaped(flat, `neighbours_of_${width}`, -1, width), [n, width]),
        weights: graph.declare(shaped(weightsOf[i], `weights_of_${width}`, -1, 1, width), [n, 1, width]),
        owners: graph.declare(ownersOf[i], [n]),
        width,
      };
    });
  }

  /** The product with `states` [columns, d]: [rows, d]. */
  product(graph: GraphBuilder, states: string): string {
    const width = graph.shapeOf(states)?.[1] ?? 'd';
    const sums = this.buckets.map(({ neighbours, weights }) =>
      graph.apply('MatMul', [weights, graph.apply('Gather', [states, neighbours], { axis: 0 })]),
    );
    return this.combine(graph, sums, width);
  }

  /** Each row's sum [rows, width] from those of its pieces, [n, 1, width] for each bucket. */
  combine(graph: GraphBuilder, sums: readonly string[], width: number | string): string {
    const middle = graph.integers('middle', [1]);
    const pieces = graph.apply('Concat', sums, { axis: 0 });
    const rows = graph.apply('Squeeze', [pieces, middle]);
    const cut = graph.apply('Gather', [rows, this.hubPieces], { axis: 0 });
    const hubs = graph.apply('MatMul', [this.hubWeights, cut]);
    const all = graph.apply('Squeeze', [graph.apply('Concat', [pieces, hubs], { axis: 0 }), middle]);
    return graph.declare(graph.apply('Gather', [all, this.place], { axis: 0 }), [this.rows, width]);
  }
}
