import type { Csr } from './csr.js';

/** Columns that are summed at once: as many as stay in registers. */
const TILE = 8;

/**
 * into = matrix · dense, with `dense` [matrix.width × dimension] and `into` [matrix.rows × dimension], both row-major.
 * Entries are added in float64 in the order of the row. `dense` and `into` must not share memory.
 */
export function sparseProduct(matrix: Csr, dense: Float32Array, dimension: number, into: Float32Array): void {
  const { rows, offsets, columns, values } = matrix;
  const tiled = dimension - (dimension % TILE);
  for (let row = 0; row < rows; row++) {
    const start = offsets[row];
    const end = offsets[row + 1];
    const to = row * dimension;
    for (let column = 0; column < tiled; column += TILE) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let s4 = 0;
      let s5 = 0;
      let s6 = 0;
      let s7 = 0;
      for (let e = start; e < end; e++) {
        const weight = values[e];
        const from = columns[e] * dimension + column;
        s0 += weight * dense[from];
        s1 += weight * dense[from + 1];
        s2 += weight * dense[from + 2];
        s3 += weight * dense[from + 3];
        s4 += weight * dense[from + 4];
        s5 += weight * dense[from + 5];
        s6 += weight * dense[from + 6];
        s7 += weight * dense[from + 7];
      }
      const at = to + column;
      into[at] = s0;
      into[at + 1] = s1;
      into[at + 2] = s2;
      into[at + 3] = s3;
      into[at + 4] = s4;
      into[at + 5] = s5;
      into[at + 6] = s6;
      into[at + 7] = s7;
    }
    for (let column = tiled; column < dimension; column++) {
      let sum = 0;
      for (let e = start; e < end; e++) sum += values[e] * dense[columns[e] * dimension + column];
      into[to + column] = sum;
    }
  }
}
