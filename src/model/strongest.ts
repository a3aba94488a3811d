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
  private count = 0;

  constructor(private readonly top: number) {
    const room = Math.max(4 * top, 64);
    this.scores = new Float32Array(room);
    this.bits = new Int32Array(this.scores.buffer);
    this.ids = new Int32Array(room);
    this.keys = new Float64Array(room);
  }

  /** Takes a candidate whose score is above the threshold. */
  add(id: number, score: number): void {
    // -0 would sort below 0.
    this.scores[this.count] = score + 0;
    this.ids[this.count++] = id;
    if (this.count === this.ids.length) {
      this.keepStrongest();
      this.threshold = this.scores[this.top - 1];
    }
  }

  /** Writes the strongest in descending order to `from` and on, and is empty again. Places without candidate stay. */
  drain(ids: Int32Array, scores: Float32Array, from: number): void {
    this.keepStrongest();
    ids.set(this.ids.subarray(0, this.count), from);
    scores.set(this.scores.subarray(0, this.count), from);
    this.count = 0;
    this.threshold = -Infinity;
  }

  /**
   * Sorts by score, then by slot, and keeps the first `top`. Score and slot are packed into one float64, so the sort is
   * the engine's own on numbers; slots are in order of arrival, before and after.
   */
  private keepStrongest(): void {
    const { bits, keys } = this;
    for (let slot = 0; slot < this.count; slot++) {
      // Maps the bits of a float32 to an unsigned number of the same order.
      const ordered = (bits[slot] >= 0 ? bits[slot] ^ 0x80000000 : ~bits[slot]) >>> 0;
      keys[slot] = ordered * slotRange + (slotRange - 1 - slot);
    }
    const sorted = keys.subarray(0, this.count).sort();
    const kept = Math.min(this.top, this.count);
    const ids = new Int32Array(kept);
    const scores = new Float32Array(kept);
    for (let rank = 0; rank < kept; rank++) {
      const slot = slotRange - 1 - (sorted[this.count - 1 - rank] % slotRange);
      ids[rank] = this.ids[slot];
      scores[rank] = this.scores[slot];
    }
    this.ids.set(ids);
    this.scores.set(scores);
    this.count = kept;
  }
}
