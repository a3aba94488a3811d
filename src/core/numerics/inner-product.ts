/** ⟨vector, row⟩, with the row of `vector.length` numbers that begins at `at` of `rows`; added in float64. */
export function innerProduct(vector: Float64Array, rows: Float32Array | Float64Array, at: number): number {
  const { length } = vector;
  const tiled = length - (length % 4);
  // Four sums, because each addition waits for the one before it.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < tiled; i += 4) {
    a += vector[i] * rows[at + i];
    b += vector[i + 1] * rows[at + i + 1];
    c += vector[i + 2] * rows[at + i + 2];
    d += vector[i + 3] * rows[at + i + 3];
  }
  for (let i = tiled; i < length; i++) a += vector[i] * rows[at + i];
  return a + b + (c + d);
}

/** into[y] = ⟨query, rows[y]⟩ for rows [into.length, query.length], row-major. */
export function innerProducts(query: Float64Array, rows: Float32Array, into: Float64Array): void {
  for (let y = 0; y < into.length; y++) into[y] = innerProduct(query, rows, y * query.length);
}

export type Numbers = Float32Array | Float64Array;

/**
 * ⟨row of left, row of right⟩ of `length` numbers each, added in float64 into one sum, in order. The last digits differ from
 * those of `innerProduct`: for lengths, for small vectors, and for what was learned from sums in this order.
 */
export function orderedInnerProduct(left: Numbers, from: number, right: Numbers, to: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += left[from + i] * right[to + i];
  return sum;
}

/** target += scale · the row that begins at `at` of `rows`. */
export function addScaled(target: Numbers, scale: number, rows: Numbers, at: number): void {
  for (let i = 0; i < target.length; i++) target[i] += scale * rows[at + i];
}
