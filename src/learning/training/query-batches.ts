import { randomBits, randomKey } from '../../core/index.js';

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
      this.order = shuffled(this.queries, this.seed, epoch);
      this.epoch = epoch;
    }
    const from = (step % this.perEpoch) * this.size;
    return this.order.subarray(from, from + this.size);
  }
}

/** Fisher and Yates. */
function shuffled(values: Int32Array, seed: number, epoch: number): Int32Array {
  const key = randomKey(seed, `epoch:${epoch}`);
  const order = values.slice();
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor((randomBits(key, i) / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
