/**
 * Sums of weights per product in which a person's habit counts little more than once: of what one person adds, the latest weighs
 * 1, the one before it `repeat`, the one before that `repeat`², …; at most 1 / (1 - repeat) of the heaviest in all.
 *
 * Each person's weights are to come one after the other, the oldest first. Sums of any number of people are exact, so the same
 * in whatever order these come.
 */
export class PersonSums {
  /** Per product: what is summed of all people but the one at hand. */
  readonly total: Float64Array;
  private readonly own: Float64Array;
  /** Who was added last. */
  private readonly latest: Int32Array;

  constructor(
    products: number,
    private readonly repeat: number,
  ) {
    this.total = new Float64Array(products);
    this.own = new Float64Array(products);
    this.latest = new Int32Array(products).fill(-1);
  }

  /** Adds the weight of a person's next basket. */
  add(product: number, person: number, weight: number): void {
    if (this.latest[product] === person) {
      this.own[product] = weight + this.repeat * this.own[product];
      return;
    }
    this.total[product] = this.of(product);
    this.own[product] = weight;
    this.latest[product] = person;
  }

  /** The sum of a product so far. */
  of(product: number): number {
    return this.total[product] + Math.round(this.own[product] * FINEST) / FINEST;
  }

  clear(product: number): void {
    this.total[product] = 0;
    this.own[product] = 0;
    this.latest[product] = -1;
  }
}

const QUANTUM = 2 ** 28;
/** Products of an exact weight and two type weights, multiples of 2^-2 each, are multiples of 1 / FINEST. */
const FINEST = QUANTUM * 2 ** 4;

/**
 * A weight in (0, 1] as a multiple of 2^-28, at least one. With type weights that are multiples of 2^-2, sums of products
 * of them are exact in float64, so the same in any order: a graph's bytes do not depend on how it was filled.
 */
export function exactWeight(weight: number): number {
  return Math.max(1, Math.round(weight * QUANTUM)) / QUANTUM;
}
