import { randomBits, randomKey } from '../../core/index.js';

/** The products that a step's softmax runs over. */
export interface CandidateSet {
  /** Distinct products. */
  readonly products: Int32Array;
  /** Added to each logit: −log of the probability with which a sampled product was drawn. */
  readonly corrections: Float32Array;
  /** [products]: the place of each product in `products`, or their number where it is none. */
  readonly inverse: Int32Array;
}

/**
 * All eligible products where they are at most `most`; else the batch's targets and, up to `most`, a systematic sample of
 * the others with probabilities proportional to the square root of popularity (Madow, 1949). Sampled products' logits are
 * corrected so that the softmax's denominator stays unbiased (Bengio and Senécal, 2008).
 */
export class CandidateSampler {
  private readonly everyone: Int32Array;
  private readonly size: Float64Array;
  private set: { products: Int32Array; corrections: Float32Array; inverse: Int32Array };

  constructor(
    eligible: Uint8Array,
    logPopularity: Float32Array,
    most: number,
    private readonly seed: number,
  ) {
    const products: number[] = [];
    eligible.forEach((flag, product) => {
      if (flag === 1) products.push(product);
    });
    this.everyone = Int32Array.from(products);
    this.size = Float64Array.from(this.everyone, (y) => Math.exp(0.5 * logPopularity[y]));
    const count = Math.min(most, this.everyone.length);
    this.set = {
      products: this.everyone.slice(0, count),
      corrections: new Float32Array(count),
      inverse: new Int32Array(eligible.length).fill(count),
    };
    this.set.products.forEach((product, place) => (this.set.inverse[product] = place));
  }

  /** Whether a step's candidates differ from another's. */
  get samples(): boolean {
    return this.everyone.length > this.set.products.length;
  }

  /** Valid until the next call. */
  of(step: number, targets: ReadonlySet<number>): CandidateSet {
    if (!this.samples) return this.set;
    const { products, corrections, inverse } = this.set;
    const count = products.length;
    for (const product of products) inverse[product] = count;
    let place = 0;
    const take = (product: number, correction: number): void => {
      inverse[product] = place;
      products[place] = product;
      corrections[place++] = correction;
    };
    for (const product of [...targets].sort((a, b) => a - b)) if (place < count) take(product, 0);
    this.sampleRest(step, targets, count, place, take);
    return this.set;
  }

  /** Fills the places `from` … `count` - 1. */
  private sampleRest(
    step: number,
    targets: ReadonlySet<number>,
    count: number,
    from: number,
    take: (product: number, correction: number) => void,
  ): void {
    const { everyone, size } = this;
    const room = count - from;
    if (room <= 0) return;
    const interval = this.interval(targets, room);
    const start = randomBits(randomKey(this.seed, 'candidates'), step) / 2 ** 32;
    let position = 0;
    let drawn = 0;
    const skipped: number[] = [];
    for (let i = 0; i < everyone.length && drawn < room; i++) {
      const y = everyone[i];
      if (targets.has(y)) continue;
      const probability = Math.min(1, size[i] / interval);
      const before = Math.floor(position + start);
      position += probability;
      if (Math.floor(position + start) > before) {
        take(y, -Math.log(probability));
        drawn++;
      } else skipped.push(y);
    }
    // Rounding may leave a place or two: products that were not drawn fill it without weight.
    for (let i = 0; drawn < room; i++, drawn++) take(skipped[i], -80);
  }

  /** The interval with which Σ min(1, size / interval) over the products outside `targets` is `room`. */
  private interval(targets: ReadonlySet<number>, room: number): number {
    const sizes = this.size.filter((_, i) => !targets.has(this.everyone[i])).sort();
    let sum = sizes.reduce((total, size) => total + size, 0);
    let certain = 0;
    for (let i = sizes.length - 1; i >= 0; i--) {
      const interval = sum / (room - certain);
      if (sizes[i] <= interval) return interval;
      sum -= sizes[i];
      certain++;
      if (certain >= room) return sizes[i];
    }
    return 1;
  }
}
