/** Finds the places of the largest positive values, largest first, equal ones in order of place. Buffers are reused. */
export class TopPlaces {
  /**
   * A heap of the kept with the weakest on top: the smallest value, of equal ones the last place. Values stand beside the
   * places, so that keeping order does not read all over the row.
   */
  private readonly places: Int32Array;
  private readonly values: Float64Array;
  private size = 0;

  constructor(private readonly keep: number) {
    this.places = new Int32Array(keep);
    this.values = new Float64Array(keep);
  }

  of(row: Float64Array): Int32Array {
    let threshold = 0;
    for (let place = 0; place < row.length; place++) {
      // An equal value at a later place never replaces an earlier one.
      if (row[place] <= threshold) continue;
      if (this.size < this.keep) this.rise(row[place], place);
      else this.sink(row[place], place);
      if (this.size === this.keep) threshold = this.values[0];
    }
    return this.drain();
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
