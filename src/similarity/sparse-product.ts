import type { Csr } from '../adjacency/index.js';

/**
 * into = matrix · dense, with `dense` [matrix.width × dimension] and `into` [matrix.rows × dimension], both row-major.
 * Entries are added in float64 in the order of the row. `dense` and `into` must not share memory.
 */
export function sparseProduct(matrix: Csr, dense: Float32Array, dimension: number, into: Float32Array): void {
  const { rows, offsets, columns, values } = matrix;
  const sum = new Float64Array(dimension);
  for (let row = 0; row < rows; row++) {
    sum.fill(0);
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      const weight = values[e];
      const from = columns[e] * dimension;
      for (let i = 0; i < dimension; i++) sum[i] += weight * dense[from + i];
    }
    into.set(sum, row * dimension);
  }
}
