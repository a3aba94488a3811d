import { randomKey, shuffle } from '../../core/index.js';

/** How examples are dealt to steps. */
export interface BatchPlan {
  /** Examples of a step. */
  readonly size: number;
  readonly seed: number;
  /**
   * `apart`: an epoch is a shuffle of the examples, cut into equal batches (of all examples, where a batch would be larger);
   * what is left over waits for the next epoch. `joined`: an epoch shuffles the order of the one before, and its first
   * examples fill the batch that the one before left unfinished.
   */
  readonly epochs: 'apart' | 'joined';
}

/** The examples of each step: every epoch another order of all of them. A step's batch depends on its number alone. */
export class ShuffledBatches {
  readonly size: number;
  private readonly order: Int32Array;
  private readonly batch: Int32Array;
  /** Whose order `order` is. */
  private epoch = -1;

  constructor(
    private readonly examples: Int32Array,
    private readonly plan: BatchPlan,
  ) {
    this.size = plan.epochs === 'apart' ? Math.min(plan.size, examples.length) : plan.size;
    this.order = examples.slice();
    this.batch = new Int32Array(this.size);
  }

  /** The batch of step 0, 1, …. Valid until the next call. */
  of(step: number): Int32Array {
    const { size, order, batch } = this;
    const first = this.firstPlace(step);
    for (let i = 0; i < size; i++) {
      this.goTo(Math.floor((first + i) / order.length));
      batch[i] = order[(first + i) % order.length];
    }
    return batch;
  }

  /** Place of a step's first example in the row of all epochs. */
  private firstPlace(step: number): number {
    if (this.plan.epochs === 'joined') return step * this.size;
    const perEpoch = Math.floor(this.order.length / this.size);
    return Math.floor(step / perEpoch) * this.order.length + (step % perEpoch) * this.size;
  }

  private goTo(epoch: number): void {
    if (epoch === this.epoch) return;
    const { seed, epochs } = this.plan;
    if (epochs === 'apart' || epoch < this.epoch) {
      this.order.set(this.examples);
      this.epoch = epochs === 'apart' ? epoch - 1 : -1;
    }
    while (this.epoch < epoch) shuffle(this.order, randomKey(seed, `epoch:${++this.epoch}`));
  }
}
