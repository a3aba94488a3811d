import type { Numbers } from './inner-product.js';

/**
 * Finds the places of the k largest values of a row, of equal ones the first; NaN never. Buffers are reused from row to row.
 *
 * O(n) for a row whose largest come early, O(n log k) at the most.
 */
export class TopK {
  /**
   * A heap of the kept with the weakest on top: the smallest value, of equal ones the last place. Values stand beside the
   * places, so that keeping order does not read all over the row.
   */
  private readonly places: Int32Array;
  private readonly values: Float64Array;
  private size = 0;

  /** @param above only larger values are found */
  constructor(
    private readonly k: number,
    private readonly above = 0,
  ) {
    this.places = new Int32Array(k);
    this.values = new Float64Array(k);
  }

  /** Largest first, equal ones in order of place. */
  of(row: Numbers): Int32Array {
    if (this.k === 0) return new Int32Array();
    let threshold = this.above;
    for (let place = 0; place < row.length; place++) {
      // An equal value at a later place never replaces an earlier one.
      if (!(row[place] > threshold)) continue;
      if (this.size < this.k) this.rise(row[place], place);
      else this.sink(row[place], place);
      if (this.size === this.k) threshold = this.values[0];
    }
    return this.drain();
  }

  /** The same places in ascending order. */
  ascending(row: Numbers): Int32Array {
    if (row.length > this.k) return this.of(row).sort();
    const found = new Int32Array(row.length);
    let count = 0;
    for (let place = 0; place < row.length; place++) if (row[place] > this.above) found[count++] = place;
    return found.subarray(0, count);
  }

  /** Takes the weakest away until none is left. */
  private drain(): Int32Array {
    const found = new Int32Array(this.size);
    while (this.size > 0) {
      const last = --this.size;
      found[last] = this.places[0];
      this.sink(this.values[last], this.places[last]);
    }
    return found;
  }

  private rise(value: number, place: number): void {
    const { places, values } = this;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (values[parent] < value || (values[parent] === value && places[parent] > place)) break;
      values[at] = values[parent];
      places[at] = places[parent];
      at = parent;
    }
    values[at] = value;
    places[at] = place;
  }

  /** Puts a value in place of the weakest. */
  private sink(value: number, place: number): void {
    const { places, values, size } = this;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      const next = child + 1;
      if (
        next < size &&
        (values[next] < values[child] || (values[next] === values[child] && places[next] > places[child]))
      ) {
        child = next;
      }
      if (values[child] > value || (values[child] === value && places[child] < place)) break;
      values[at] = values[child];
      places[at] = places[child];
      at = child;
    }
    values[at] = value;
    places[at] = place;
  }
}

/** Orders places by their values, largest first, equal ones in order of place. */
export function byFallingValue(values: ArrayLike<number>): (a: number, b: number) => number {
  return (a, b) => values[b] - values[a] || a - b;
}
