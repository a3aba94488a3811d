import { randomKey, shuffle } from '../../core/index.js';

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
      if (this.at === this.order.length) {
        shuffle(this.order, randomKey(this.seed, `epoch:${this.epoch++}`));
        this.at = 0;
      }
      chosen[i] = this.order[this.at++];
    }
    return chosen;
  }
}
