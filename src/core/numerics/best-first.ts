/** The numbers below `count` in the order of `compare`, by a heap: put in order only as far as they are taken. */
export function* bestFirst(count: number, compare: (a: number, b: number) => number): Generator<number, void> {
  const heap = new Int32Array(count);
  for (let slot = 0; slot < count; slot++) heap[slot] = slot;
  for (let place = (count >> 1) - 1; place >= 0; place--) sink(heap, place, count, compare);
  for (let left = count; left > 0;) {
    yield heap[0];
    heap[0] = heap[--left];
    sink(heap, 0, left, compare);
  }
}

/** Moves what stands at `place` down until nothing under it comes before it. */
function sink(heap: Int32Array, place: number, size: number, compare: (a: number, b: number) => number): void {
  const sinking = heap[place];
  for (let child = 2 * place + 1; child < size; child = 2 * place + 1) {
    if (child + 1 < size && compare(heap[child + 1], heap[child]) < 0) child++;
    if (compare(sinking, heap[child]) <= 0) break;
    heap[place] = heap[child];
    place = child;
  }
  heap[place] = sinking;
}
