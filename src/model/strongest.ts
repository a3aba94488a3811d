import { kthLargest } from './kth-largest.js';

/** The largest number of candidates that can be kept; with the room to collect, slots stay below 2^20. */
export const mostKept = 65_536;
const slotRange = 2 ** 20;

/**
 * The `top` strongest of a stream of scored candidates; of equal scores, those that came first.
 *
 * Candidates above the threshold are collected, and whenever the room is full the weaker ones are thrown out and the
 * threshold rises to the weakest that stayed. So a candidate costs one comparison, and of n in random order only about
 * top · ln(n / top) are ever collected.
 */
export class Strongest {
  /** A score at or below it is not among the strongest. */
  threshold = -Infinity;
  private readonly scores: Float32Array;
  private readonly bits: Int32Array;
  private readonly ids: Int32Array;
  private readonly keys: Float64Array;
  private readonly scratch: Float64Array;
  private count = 0;

  constructor(private readonly top: number) {
    const room = Math.max(3 * top, 64);
    this.scores = new Float32Array(room);
    this.bits = new Int32Array(this.scores.buffer);
    this.ids = new Int32Array(room);
    this.keys = new Float64Array(room);
    this.scratch = new Float64Array(room);
  }

  /** Takes a candidate whose score is above the threshold. */
  add(id: number, score: number): void {
    // -0 would sort below 0.
    this.scores[this.count] = score + 0;
    this.ids[this.count++] = id;
    if (this.count === this.ids.length) this.keepStrongest();
  }

  /** Writes the strongest in descending order to `from` and on, and is empty again. Places without candidate stay. */
  drain(ids: Int32Array, scores: Float32Array, from: number): void {
    if (this.count > this.top) this.keepStrongest();
    this.fillKeys();
    const sorted = this.keys.subarray(0, this.count).sort();
    for (let rank = 0; rank < this.count; rank++) {
      const slot = slotRange - 1 - (sorted[this.count - 1 - rank] % slotRange);
      ids[from + rank] = this.ids[slot];
      scores[from + rank] = this.scores[slot];
    }
    this.count = 0;
    this.threshold = -Infinity;
  }

  /** Throws out all but the `top` strongest, which stay in their order of arrival. */
  private keepStrongest(): void {
    const { keys, ids, scores, count } = this;
    this.fillKeys();
    this.scratch.set(keys);
    const cut = kthLargest(this.scratch, count, this.top);
    let kept = 0;
    for (let slot = 0; slot < count; slot++) {
      if (keys[slot] < cut) continue;
      if (keys[slot] === cut) this.threshold = scores[slot];
      ids[kept] = ids[slot];
      scores[kept++] = scores[slot];
    }
    this.count = kept;
  }

  /** Packs score and slot into one float64: larger is stronger, of equal scores the earlier slot, and none are equal. */
  private fillKeys(): void {
    const { bits, keys } = this;
    for (let slot = 0; slot < this.count; slot++) {
      // Maps the bits of a float32 to an unsigned number of the same order.
      const ordered = (bits[slot] >= 0 ? bits[slot] ^ 0x80000000 : ~bits[slot]) >>> 0;
      keys[slot] = ordered * slotRange + (slotRange - 1 - slot);
    }
  }
}
