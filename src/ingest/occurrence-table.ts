/**
 * Counts how often each 64-bit key came, in 12 bytes a slot.
 *
 * Open addressing with linear probing over typed arrays, so that millions of keys cost neither objects nor collector time.
 * Keys must be spread evenly (a hash); at most 4/5 of the slots are in use, so a key costs 15 to 30 bytes.
 */
export class OccurrenceTable {
  private low: Uint32Array;
  private high: Uint32Array;
  /** 0 marks a free slot. */
  private counts: Uint32Array;
  private used = 0;

  /** `slots` is a power of two. */
  constructor(slots = 1024) {
    this.low = new Uint32Array(slots);
    this.high = new Uint32Array(slots);
    this.counts = new Uint32Array(slots);
  }

  /** Distinct keys so far. */
  get size(): number {
    return this.used;
  }

  /** Counts the key and says how often it came before. */
  add(low: number, high: number): number {
    const slot = this.slotOf(low, high);
    const before = this.counts[slot];
    if (before === 0) {
      this.low[slot] = low;
      this.high[slot] = high;
      this.used++;
    }
    this.counts[slot] = before + 1;
    if (this.used * 5 > this.counts.length * 4) this.grow();
    return before;
  }

  /** How often the key came. */
  count(low: number, high: number): number {
    return this.counts[this.slotOf(low, high)];
  }

  private slotOf(low: number, high: number): number {
    const mask = this.counts.length - 1;
    let slot = low & mask;
    while (this.counts[slot] !== 0 && (this.low[slot] !== low || this.high[slot] !== high)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { low, high, counts } = this;
    const slots = counts.length * 2;
    this.low = new Uint32Array(slots);
    this.high = new Uint32Array(slots);
    this.counts = new Uint32Array(slots);
    for (let i = 0; i < counts.length; i++) {
      if (counts[i] === 0) continue;
      const slot = this.slotOf(low[i], high[i]);
      this.low[slot] = low[i];
      this.high[slot] = high[i];
      this.counts[slot] = counts[i];
    }
  }
}
