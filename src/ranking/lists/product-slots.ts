/**
 * Numbers products from 0 in the order in which they are first met: a hash table with linear probing over typed arrays. A
 * `Map` takes most of the time of merging a basket's lists.
 */
export class ProductSlots {
  /** [slots] the product of each slot. */
  readonly products: Int32Array;
  /** Slot + 1 of what hashes to a place, 0 for none; at least half of it is free. */
  private readonly table: Int32Array;
  private readonly shift: number;
  private count = 0;

  /** @param most products that are met at most */
  constructor(most: number) {
    const bits = Math.max(1, 33 - Math.clz32(most));
    this.products = new Int32Array(most);
    this.table = new Int32Array(2 ** bits);
    this.shift = 32 - bits;
  }

  get size(): number {
    return this.count;
  }

  /** The slot of a product; the next free one, `size` until now, for a product that was not met before. */
  of(product: number): number {
    const { products, table } = this;
    // Fibonacci hashing (Knuth, TAOCP 3, 6.4): neighbouring numbers spread over all places.
    let place = Math.imul(product, 0x9e37_79b1) >>> this.shift;
    for (; table[place] !== 0; place = (place + 1) & (table.length - 1)) {
      const slot = table[place] - 1;
      if (products[slot] === product) return slot;
    }
    products[this.count] = product;
    table[place] = ++this.count;
    return this.count - 1;
  }
}
