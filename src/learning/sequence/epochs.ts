import { randomBits, randomKey } from '../../core/index.js';

/** Examples in a new order in every epoch. */
export class Epochs {
  private readonly order: Int32Array;
  private epoch = 0;
  private at: number;

  constructor(
    size: number,
    private readonly seed: number,
  ) {
    this.order = Int32Array.from({ length: size }, (_, e) => e);
    this.at = size;
  }

  /** Fills `chosen` with the next examples. */
  next(chosen: Int32Array): Int32Array {
    for (let i = 0; i < chosen.length; i++) {
      if (this.at === this.order.length) this.shuffle();
      chosen[i] = this.order[this.at++];
    }
    return chosen;
  }

  /** Fisher and Yates. */
  private shuffle(): void {
    const { order } = this;
    const key = randomKey(this.seed, `epoch:${this.epoch++}`);
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor((randomBits(key, i) / 2 ** 32) * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    this.at = 0;
  }
}
