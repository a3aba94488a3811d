import type { SourceList } from '../types.js';

/** Products on whose lists a product stands, kept for each. */
const KEPT = 50;
/** Places of a list, from the best on, that count as standing on it. */
const DEPTH = 50;

/**
 * Ready-made lists the other way round: for each product the 50 products on whose lists it may gain most, by its score there times
 * how much the other is bought. Only the first 50 places of a list count.
 *
 * Lists may come in any order and are not kept. Memory: at most 500 bytes a product, touched only for products that stand on
 * lists.
 */
export class StrongestSources {
  private readonly counts: Uint8Array;
  /** [products × KEPT] heaps, the weakest on top. */
  private readonly sources: Int32Array;
  private readonly scores: Float32Array;
  private readonly places: Uint16Array;

  /** @param reach [products] how much each is bought, above 0 */
  constructor(private readonly reach: Float32Array) {
    const products = reach.length;
    this.counts = new Uint8Array(products);
    this.sources = new Int32Array(products * KEPT);
    this.scores = new Float32Array(products * KEPT);
    this.places = new Uint16Array(products * KEPT);
  }

  /** Takes note of the list of `source`, best first. */
  add(source: number, { products, scores }: { readonly products: Int32Array; readonly scores: Float32Array }): void {
    const depth = Math.min(products.length, DEPTH);
    for (let place = 0; place < depth; place++) this.offer(products[place], source, scores[place], place);
  }

  /** The products that stand on any list, ascending, with the products whose lists these are, strongest first. */
  *all(): Generator<readonly [number, SourceList], void> {
    for (let product = 0; product < this.counts.length; product++) {
      if (this.counts[product] > 0) yield [product, this.of(product)];
    }
  }

  private of(product: number): SourceList {
    const from = product * KEPT;
    const order = Array.from({ length: this.counts[product] }, (_, i) => from + i).sort((a, b) =>
      this.weaker(a, this.sources[b], this.scores[b]) ? 1 : -1,
    );
    return {
      products: Int32Array.from(order, (at) => this.sources[at]),
      scores: Float32Array.from(order, (at) => this.scores[at]),
      ranks: Uint16Array.from(order, (at) => this.places[at] + 1),
    };
  }

  private offer(product: number, source: number, score: number, place: number): void {
    const from = product * KEPT;
    const count = this.counts[product];
    if (count < KEPT) {
      this.counts[product] = count + 1;
      this.rise(from, count, source, score, place);
    } else if (this.weaker(from, source, score)) {
      this.sink(from, source, score, place);
    }
  }

  /** Whether what stands at `at` is weaker than this source with this score; of equally strong ones the later number is. */
  private weaker(at: number, source: number, score: number): boolean {
    const standing = this.scores[at] * this.reach[this.sources[at]];
    const other = score * this.reach[source];
    return standing < other || (standing === other && this.sources[at] > source);
  }

  private rise(from: number, place: number, source: number, score: number, rank: number): void {
    let at = place;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.weaker(from + parent, source, score)) break;
      this.move(from + parent, from + at);
      at = parent;
    }
    this.put(from + at, source, score, rank);
  }

  /** Puts an entry in the place of the weakest. */
  private sink(from: number, source: number, score: number, rank: number): void {
    let at = 0;
    for (let child = 1; child < KEPT; child = 2 * at + 1) {
      const next = child + 1;
      if (next < KEPT && this.weaker(from + next, this.sources[from + child], this.scores[from + child])) child = next;
      if (!this.weaker(from + child, source, score)) break;
      this.move(from + child, from + at);
      at = child;
    }
    this.put(from + at, source, score, rank);
  }

  private move(from: number, to: number): void {
    this.put(to, this.sources[from], this.scores[from], this.places[from]);
  }

  private put(at: number, source: number, score: number, place: number): void {
    this.sources[at] = source;
    this.scores[at] = score;
    this.places[at] = place;
  }
}
