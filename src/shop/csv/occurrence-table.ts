/** Counts from here on are kept beside the table: few keys come so often. */
const many = 255;

/**
 * Counts how often each 64-bit key came, in 9 bytes a slot.
 *
 * Open addressing with linear probing over typed arrays, so that millions of keys cost neither objects nor collector time.
 * Keys must be spread evenly (a hash); at most 4/5 of the slots are in use, so a key costs 11 to 23 bytes.
 */
export class OccurrenceTable {
  private low: Uint32Array;
  private high: Uint32Array;
  /** 0 marks a free slot, 255 a key whose count is in `overflow`. */
  private counts: Uint8Array;
  private readonly overflow = new Map<string, number>();
  private used = 0;

  /** `slots` is a power of two. */
  constructor(slots = 1024) {
    this.low = new Uint32Array(slots);
    this.high = new Uint32Array(slots);
    this.counts = new Uint8Array(slots);
  }

  /** Distinct keys so far. */
  get size(): number {
    return this.used;
  }

  /** Counts the key and says how often it came before. */
  add(low: number, high: number): number {
    const slot = this.slotOf(low, high);
    const before = this.countAt(slot);
    if (before === 0) {
      this.low[slot] = low;
      this.high[slot] = high;
      this.used++;
    }
    this.counts[slot] = Math.min(before + 1, many);
    if (before + 1 >= many) this.overflow.set(overflowKey(low, high), before + 1);
    if (this.used * 5 > this.counts.length * 4) this.grow();
    return before;
  }

  /** How often the key came. */
  count(low: number, high: number): number {
    return this.countAt(this.slotOf(low, high));
  }

  private countAt(slot: number): number {
    const count = this.counts[slot];
    return count < many ? count : (this.overflow.get(overflowKey(this.low[slot], this.high[slot])) ?? count);
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
    this.counts = new Uint8Array(slots);
    for (let i = 0; i < counts.length; i++) {
      if (counts[i] === 0) continue;
      const slot = this.slotOf(low[i], high[i]);
      this.low[slot] = low[i];
      this.high[slot] = high[i];
      this.counts[slot] = counts[i];
    }
  }
}

function overflowKey(low: number, high: number): string {
  return `${String(low)} ${String(high)}`;
}
