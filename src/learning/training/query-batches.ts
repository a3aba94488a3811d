import { randomKey, shuffle } from '../../core/index.js';

/**
 * The query products of each step: every epoch a shuffle of all of them by the seed, cut into equal batches (what is left
 * over waits for the next epoch). A step's batch depends on its number alone, so training can go on anywhere.
 */
export class QueryBatches {
  readonly size: number;
  private readonly perEpoch: number;
  private epoch = -1;
  private order: Int32Array;

  constructor(
    private readonly queries: Int32Array,
    batchSize: number,
    private readonly seed: number,
  ) {
    this.size = Math.min(batchSize, queries.length);
    this.perEpoch = Math.floor(queries.length / this.size);
    this.order = queries;
  }

  /** The batch of step 0, 1, …: distinct products. Valid until the next call. */
  of(step: number): Int32Array {
    const epoch = Math.floor(step / this.perEpoch);
    if (epoch !== this.epoch) {
      this.order = this.queries.slice();
      shuffle(this.order, randomKey(this.seed, `epoch:${epoch}`));
      this.epoch = epoch;
    }
    const from = (step % this.perEpoch) * this.size;
    return this.order.subarray(from, from + this.size);
  }
}
