/**
 * into[y] = ⟨query, rows[y]⟩ for rows [into.length, query.length], row-major.
 */
export function innerProducts(query: Float64Array, rows: Float32Array, into: Float64Array): void {
  const width = query.length;
  for (let y = 0; y < into.length; y++) into[y] = innerProduct(query, 0, rows, y * width, width);
}

/**
 * ⟨a[from …], b[at …]⟩ over `width` values, in float64.
 *
 * Four sums at a time: one alone waits for each addition to end before the next begins.
 */
export function innerProduct(
  a: Float64Array | Float32Array,
  from: number,
  b: Float64Array | Float32Array,
  at: number,
  width: number,
): number {
  const whole = width - (width % 4);
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let f = 0; f < whole; f += 4) {
    first += a[from + f] * b[at + f];
    second += a[from + f + 1] * b[at + f + 1];
    third += a[from + f + 2] * b[at + f + 2];
    fourth += a[from + f + 3] * b[at + f + 3];
  }
  for (let f = whole; f < width; f++) first += a[from + f] * b[at + f];
  return first + second + (third + fourth);
}
