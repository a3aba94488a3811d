import { csrFromEdges, type Csr } from '../../../src/core/numerics/index.js';
import { normaliseBipartite } from '../../../src/learning/propagation/index.js';
import { randomBits, randomKey } from '../../../src/core/index.js';

/** A random bipartite matrix with a few popular products; some rows and products stay empty. */
export function randomInteractions(rows: number, products: number, entries: number, seed: number): Csr {
  const key = randomKey(seed, 'interactions');
  const share = (counter: number): number => randomBits(key, counter) / 2 ** 32;
  return csrFromEdges({
    rows,
    width: products,
    sources: Int32Array.from({ length: entries }, (_, e) => Math.floor(share(2 * e) * rows)),
    targets: Int32Array.from({ length: entries }, (_, e) => Math.floor(share(2 * e + 1) ** 2 * products)),
    combine: Math.max,
  });
}

/** P = R̃ᵀR̃ as a dense matrix in float64, by its definition. */
export function densePropagation(interactions: Csr, exponents?: { rows: number; columns: number }): Float64Array {
  const { width, rows, offsets, columns, values } = normaliseBipartite(interactions, exponents);
  const dense = new Float64Array(width * width);
  for (let r = 0; r < rows; r++) {
    for (let e = offsets[r]; e < offsets[r + 1]; e++) {
      for (let f = offsets[r]; f < offsets[r + 1]; f++) dense[columns[e] * width + columns[f]] += values[e] * values[f];
    }
  }
  return dense;
}
