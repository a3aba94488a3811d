import { randomBits, randomKey, type RandomKey } from '../../../core/index.js';
import { CandidatePlaces, eligibleProducts, type CandidateSampler, type CandidateSet } from './candidate-set.js';

/**
 * All eligible products where they are at most `most`; else the batch's targets and, up to `most`, a systematic sample of
 * the others with probabilities proportional to the square root of popularity (Madow, 1949). Sampled products' logits are
 * corrected so that the softmax's denominator stays unbiased (Bengio and Senécal, 2008); targets' are not.
 */
export class SystematicSampler implements CandidateSampler {
  private readonly eligible: Int32Array;
  private readonly weight: Float64Array;
  private readonly set: CandidatePlaces;
  private readonly key: RandomKey;

  constructor(eligible: Uint8Array, logPopularity: Float32Array, most: number, seed: number) {
    this.eligible = eligibleProducts(eligible);
    this.weight = Float64Array.from(this.eligible, (y) => Math.exp(0.5 * logPopularity[y]));
    this.set = new CandidatePlaces(Math.min(most, this.eligible.length), eligible.length);
    this.key = randomKey(seed, 'candidates');
    if (!this.samples) for (const product of this.eligible) this.set.take(product, 0);
  }

  get size(): number {
    return this.set.products.length;
  }

  get samples(): boolean {
    return this.eligible.length > this.size;
  }

  /** @param targets eligible products; of too many the first ones by number are taken */
  draw(step: number, targets: Int32Array): CandidateSet {
    const { set } = this;
    if (!this.samples) return set;
    set.clear();
    const distinct = new Set(targets.toSorted());
    for (const product of distinct) if (set.room > 0) set.take(product, 0);
    if (set.room > 0) this.sampleOthers(step, distinct);
    return set;
  }

  private sampleOthers(step: number, targets: ReadonlySet<number>): void {
    const { eligible, weight, set } = this;
    const interval = this.interval(targets, set.room);
    const start = randomBits(this.key, step) / 2 ** 32;
    let position = 0;
    const skipped: number[] = [];
    for (let i = 0; i < eligible.length && set.room > 0; i++) {
      const y = eligible[i];
      if (targets.has(y)) continue;
      const probability = Math.min(1, weight[i] / interval);
      const before = Math.floor(position + start);
      position += probability;
      if (Math.floor(position + start) > before) set.take(y, -Math.log(probability));
      else skipped.push(y);
    }
    // Rounding may leave a place or two: products that were not drawn fill it without weight.
    for (let i = 0; set.room > 0; i++) set.take(skipped[i], -80);
  }

  /** The interval with which Σ min(1, weight / interval) over the products outside `targets` is `room`. */
  private interval(targets: ReadonlySet<number>, room: number): number {
    const weights = this.weight.filter((_, i) => !targets.has(this.eligible[i])).sort();
    let sum = weights.reduce((total, weight) => total + weight, 0);
    let certain = 0;
    for (let i = weights.length - 1; i >= 0; i--) {
      const interval = sum / (room - certain);
      if (weights[i] <= interval) return interval;
      sum -= weights[i];
      certain++;
      if (certain >= room) return weights[i];
    }
    return 1;
  }
}
