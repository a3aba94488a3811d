import { FNV_BASIS, fnvStep } from '../../core/index.js';

/**
 * xoshiro128** (Blackman & Vigna, 2018), its state filled by splitmix32. 32-bit integer arithmetic only, so a seed gives
 * the same numbers on every machine.
 *
 * A stream with a state, not numbers by key and counter as elsewhere: what a customer does next depends on what was drawn
 * before, and the sample shop of a seed is part of what the product promises.
 */
export class Prng {
  private readonly state: Uint32Array<ArrayBuffer>;

  constructor(seed: number) {
    this.state = new Uint32Array(4);
    for (let i = 0, s = seed | 0; i < 4; i++) {
      s = (s + 0x9e3779b9) | 0;
      let z = s;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      this.state[i] = z ^ (z >>> 15);
    }
  }

  /** An independent stream named `name`: drawing more from one stream leaves the others as they are. */
  fork(name: string): Prng {
    let hash = FNV_BASIS ^ this.state[0];
    for (let i = 0; i < name.length; i++) hash = fnvStep(hash, name.charCodeAt(i));
    return new Prng(hash);
  }

  /** Uniform in [0, 1), a multiple of 2^-32. */
  unit(): number {
    const s = this.state;
    const product = Math.imul(s[1], 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result / 0x1_0000_0000;
  }

  /** True with probability `p`. */
  chance(p: number): boolean {
    return this.unit() < p;
  }

  /** A whole number in [0, bound). */
  below(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)];
  }

  /** An index drawn in proportion to `weights`, of which at least one is positive. */
  weighted(weights: ArrayLike<number>): number {
    let total = 0;
    for (let i = 0; i < weights.length; i++) total += weights[i];
    let left = this.unit() * total;
    let last = 0;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] <= 0) continue;
      last = i;
      left -= weights[i];
      if (left < 0) break;
    }
    return last;
  }

  /** As `weighted`, from running totals: a search instead of a scan, for many weights that stay the same. */
  cumulative(totals: Float64Array): number {
    const target = this.unit() * totals[totals.length - 1];
    let low = 0;
    let high = totals.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (totals[middle] > target) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The numbers 0 … n−1 in random order (Fisher–Yates). */
  permutation(n: number): number[] {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
}

/** What `cumulative` draws from. */
export function runningTotals(weights: readonly number[]): Float64Array {
  const totals = new Float64Array(weights.length);
  for (let i = 0, sum = 0; i < weights.length; i++) totals[i] = sum += weights[i];
  return totals;
}
