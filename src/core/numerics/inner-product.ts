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
