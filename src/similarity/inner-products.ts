/**
 * into[y] = ⟨query, rows[y]⟩ for rows [into.length, query.length], row-major.
 *
 * Four sums at a time: one alone waits for each addition to end before the next begins.
 */
export function innerProducts(query: Float64Array, rows: Float32Array, into: Float64Array): void {
  const width = query.length;
  const whole = width - (width % 4);
  let at = 0;
  for (let y = 0; y < into.length; y++) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let f = 0; f < whole; f += 4) {
      a += query[f] * rows[at];
      b += query[f + 1] * rows[at + 1];
      c += query[f + 2] * rows[at + 2];
      d += query[f + 3] * rows[at + 3];
      at += 4;
    }
    for (let f = whole; f < width; f++) a += query[f] * rows[at++];
    into[y] = a + b + (c + d);
  }
}
