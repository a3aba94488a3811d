import { createSession, OnnxLibrary, runInto, tensorOf, type InferenceSession } from '../onnx/index.js';
/** Queries of one matrix product. */
const QUERIES = 128;
/** Candidates of one matrix product: its scores stay in a core's cache until they are copied to their rows. */
const CANDIDATES = 1024;

/**
 * Inner products of some nodes with every node, by blocked matrix products: whole rows of the affinity matrix, which is
 * never held as a whole.
 *
 * Every product has the same shape, the ends being padded, so a pair's value is the same whoever else is asked for.
 */
export class AffinityRows {
  private readonly queryBlock: Float32Array;
  private readonly candidateBlock: Float32Array;
  private readonly scoreBlock = new Float32Array(QUERIES * CANDIDATES);
  private readonly nodes: number;

  private constructor(
    private readonly session: InferenceSession,
    private readonly embeddings: Float32Array,
    private readonly dimension: number,
    /** The queries are scaled by it. */
    private readonly weight: number,
  ) {
    this.nodes = embeddings.length / dimension;
    this.queryBlock = new Float32Array(QUERIES * dimension);
    this.candidateBlock = new Float32Array(CANDIDATES * dimension);
  }

  /**
   * @param embeddings [N, dimension]; may lie in shared memory
   * @param threads within an operator; values do not depend on it
   */
  static async open(embeddings: Float32Array, dimension: number, threads: number): Promise<AffinityRows> {
    const session = await createSession(new OnnxLibrary().load('affinity'), threads, ['cpu']);
    return new AffinityRows(session, embeddings, dimension, 1);
  }

  /**
   * Rows of e^(weight · inner product) instead of inner products, on one thread.
   *
   * @param weight at most 80 for unit vectors; e^88 is past the largest float32
   */
  static async openOdds(embeddings: Float32Array, dimension: number, weight: number): Promise<AffinityRows> {
    const session = await createSession(new OnnxLibrary().load('affinity-odds'), 1, ['cpu']);
    return new AffinityRows(session, embeddings, dimension, weight);
  }

  /** Queries and candidates of one matrix product. */
  static readonly tile = { queries: QUERIES, candidates: CANDIDATES };

  /** How many rows `read` fills at least as fast as fewer. */
  static readonly blockRows = QUERIES;

  /**
   * Writes the rows of `nodes`, each N long, one after another into `into`.
   *
   * @param columns the nodes whose columns are wanted, in that order; left out, all N
   */
  async read(nodes: Int32Array, into: Float32Array, columns?: Int32Array): Promise<void> {
    const width = columns?.length ?? this.nodes;
    for (let block = 0; block < nodes.length; block += QUERIES) {
      const queries = nodes.subarray(block, block + QUERIES);
      queries.forEach((node, row) => {
        const from = row * this.dimension;
        this.row(node).forEach((value, i) => (this.queryBlock[from + i] = this.weight * value));
      });
      for (let first = 0; first < width; first += CANDIDATES) {
        const count = Math.min(CANDIDATES, width - first);
        await this.multiply(first, count, columns);
        for (let row = 0; row < queries.length; row++) {
          const from = row * CANDIDATES;
          into.set(this.scoreBlock.subarray(from, from + count), (block + row) * width + first);
        }
      }
    }
  }

  async close(): Promise<void> {
    await this.session.release();
  }

  private async multiply(first: number, count: number, columns: Int32Array | undefined): Promise<void> {
    const { candidateBlock, dimension } = this;
    // ONNX Runtime takes no shared memory, so candidates are copied.
    if (columns === undefined) {
      candidateBlock.set(this.embeddings.subarray(first * dimension, (first + count) * dimension));
    } else {
      for (let c = 0; c < count; c++) candidateBlock.set(this.row(columns[first + c]), c * dimension);
    }
    await runInto(
      this.session,
      {
        queries: tensorOf(this.queryBlock, [QUERIES, dimension]),
        candidates: tensorOf(candidateBlock, [CANDIDATES, dimension]),
      },
      { [this.session.outputNames[0]]: tensorOf(this.scoreBlock, [QUERIES, CANDIDATES]) },
    );
  }

  private row(node: number): Float32Array {
    return this.embeddings.subarray(node * this.dimension, (node + 1) * this.dimension);
  }
}
