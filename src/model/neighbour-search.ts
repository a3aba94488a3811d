import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { Strongest } from './strongest.js';

/** What a search goes over. Arrays may lie in shared memory. */
export interface SearchSpace {
  /** [N, dimension] */
  readonly embeddings: Float32Array;
  readonly dimension: number;
  /** Neighbours wanted for each query. */
  readonly top: number;
  /** Nodes to find neighbours for. */
  readonly queries: Int32Array;
  /** Nodes of the same group are no neighbours; -1 is no group. */
  readonly group: Int32Array | undefined;
  /** 1 where a node may be answered. */
  readonly eligible: Uint8Array | undefined;
}

/** Neighbours of some queries, strongest first; -1 and 0 where there are fewer than `top`. */
export interface NeighbourLists {
  readonly neighbours: Int32Array;
  readonly scores: Float32Array;
}

/** Queries of one matrix product. */
export const queryRows = 256;
/** Candidates of one matrix product: its [256, 2048] scores stay in a core's cache until they are read. */
const candidateRows = 2048;

/**
 * Exact neighbours by inner product, 256 queries at a time: a matrix product with each run of candidates, then one
 * comparison a score.
 *
 * Every product has the same shape, the ends being padded, so a pair's score is the same whoever else is asked for.
 */
export class NeighbourSearch {
  private readonly queryBlock: Float32Array;
  private readonly candidateBlock: Float32Array;
  private readonly scoreBlock = new Float32Array(queryRows * candidateRows);
  private readonly strongest: readonly Strongest[];
  private readonly nodes: number;

  constructor(
    private readonly affinity: InferenceSession,
    private readonly space: SearchSpace,
  ) {
    this.queryBlock = new Float32Array(queryRows * space.dimension);
    this.candidateBlock = new Float32Array(candidateRows * space.dimension);
    this.strongest = Array.from({ length: queryRows }, () => new Strongest(space.top));
    this.nodes = space.embeddings.length / space.dimension;
  }

  /** The lists of queries `256 block … 256 block + 255`. */
  async block(block: number): Promise<NeighbourLists> {
    const { embeddings, dimension, top } = this.space;
    const queries = this.space.queries.subarray(block * queryRows, (block + 1) * queryRows);
    queries.forEach((node, row) => {
      this.queryBlock.set(embeddings.subarray(node * dimension, (node + 1) * dimension), row * dimension);
    });
    for (let first = 0; first < this.nodes; first += candidateRows) {
      const candidates = Math.min(candidateRows, this.nodes - first);
      await this.multiply(first, candidates);
      for (let row = 0; row < queries.length; row++) this.collect(row, queries[row], first, candidates);
    }
    const neighbours = new Int32Array(queries.length * top).fill(-1);
    const scores = new Float32Array(queries.length * top);
    for (let row = 0; row < queries.length; row++) this.strongest[row].drain(neighbours, scores, row * top);
    return { neighbours, scores };
  }

  private async multiply(first: number, candidates: number): Promise<void> {
    const { embeddings, dimension } = this.space;
    // ONNX Runtime takes no shared memory.
    this.candidateBlock.set(embeddings.subarray(first * dimension, (first + candidates) * dimension));
    await this.affinity.run(
      {
        queries: new Tensor('float32', this.queryBlock, [queryRows, dimension]),
        candidates: new Tensor('float32', this.candidateBlock, [candidateRows, dimension]),
      },
      { scores: new Tensor('float32', this.scoreBlock, [queryRows, candidateRows]) },
    );
  }

  private collect(row: number, query: number, first: number, candidates: number): void {
    const { group, eligible } = this.space;
    const { scoreBlock } = this;
    const strongest = this.strongest[row];
    const ownGroup = group === undefined ? -1 : group[query];
    const start = row * candidateRows;
    let threshold = strongest.threshold;
    for (let c = 0; c < candidates; c++) {
      const score = scoreBlock[start + c];
      // Few scores pass, so what else must hold is asked afterwards.
      if (!(score > threshold)) continue;
      const node = first + c;
      if (node === query) continue;
      if (group !== undefined && ownGroup >= 0 && group[node] === ownGroup) continue;
      if (eligible !== undefined && eligible[node] === 0) continue;
      strongest.add(node, score);
      threshold = strongest.threshold;
    }
  }
}
