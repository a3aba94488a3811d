/** Finds the places of the largest positive values, largest first, equal ones in order of place. Buffers are reused. */
export class TopPlaces {
  /** A heap with the weakest of the kept on top: the smallest value, of equal ones the last place. */
  private readonly heap: Int32Array;
  private size = 0;

  constructor(private readonly keep: number) {
    this.heap = new Int32Array(keep);
  }

  of(values: Float64Array): Int32Array {
    this.size = 0;
    let threshold = 0;
    for (let place = 0; place < values.length; place++) {
      // An equal value at a later place never replaces an earlier one.
      if (values[place] <= threshold) continue;
      if (this.size < this.keep) this.push(values, place);
      else this.replaceWeakest(values, place);
      if (this.size === this.keep) threshold = values[this.heap[0]];
    }
    return this.heap.slice(0, this.size).sort((a, b) => values[b] - values[a] || a - b);
  }

  private push(values: Float64Array, place: number): void {
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!weaker(values, place, this.heap[parent])) break;
      this.heap[at] = this.heap[parent];
      at = parent;
    }
    this.heap[at] = place;
  }

  private replaceWeakest(values: Float64Array, place: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && weaker(values, this.heap[child + 1], this.heap[child])) child++;
      if (!weaker(values, this.heap[child], place)) break;
      this.heap[at] = this.heap[child];
      at = child;
    }
    this.heap[at] = place;
  }
}

function weaker(values: Float64Array, a: number, b: number): boolean {
  return values[a] < values[b] || (values[a] === values[b] && a > b);
}
