/**
 * YᵀWY + λI, [factors, factors], added in float64.
 *
 * Four rows at a time, so that each sum is fetched and stored once for four of them.
 *
 * @param rows [n, factors], Y
 * @param counts [n], W: how often each row counts; once if left out
 */
export function gramMatrix(
  rows: Float32Array,
  { factors, regularisation }: { readonly factors: number; readonly regularisation: number },
  counts?: Float64Array,
): Float64Array {
  const gram = new Float64Array(factors * factors);
  const block = new Float64Array(4 * factors);
  const scaled = new Float64Array(4 * factors);
  for (let from = 0; from < rows.length; from += 4 * factors) {
    for (let i = 0, row = from / factors; i < block.length; row++) {
      const count = counts === undefined ? 1 : counts[row];
      for (const end = i + factors; i < end; i++) {
        block[i] = from + i < rows.length ? rows[from + i] : 0;
        scaled[i] = from + i < rows.length ? count * rows[from + i] : 0;
      }
    }
    addBlock(gram, scaled, block, factors);
  }
  for (let i = 0; i < factors; i++) {
    gram[i * factors + i] += regularisation;
    for (let j = 0; j < i; j++) gram[i * factors + j] = gram[j * factors + i];
  }
  return gram;
}

/** Adds the upper triangle of leftᵀ right, both [4, factors]. */
function addBlock(gram: Float64Array, left: Float64Array, right: Float64Array, factors: number): void {
  const [second, third, fourth] = [factors, 2 * factors, 3 * factors];
  for (let i = 0; i < factors; i++) {
    const a = left[i];
    const b = left[second + i];
    const c = left[third + i];
    const d = left[fourth + i];
    const to = i * factors;
    for (let j = i; j < factors; j++) {
      gram[to + j] += a * right[j] + b * right[second + j] + (c * right[third + j] + d * right[fourth + j]);
    }
  }
}
