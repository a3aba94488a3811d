/**
 * Scales each row of `matrix` [rows, dimension] to length 1, in place; a row of zeros stays.
 * Lengths are added in float64.
 */
export function normaliseRows(matrix: Float32Array, dimension: number): void {
  for (let start = 0; start < matrix.length; start += dimension) {
    const scale = inverseLength(matrix, start, dimension);
    for (let i = start; i < start + dimension; i++) matrix[i] *= scale;
  }
}

/** 1 / |row|, or 0 where the row is zero. */
export function inverseLength(matrix: Float32Array, start: number, dimension: number): number {
  let squares = 0;
  for (let i = start; i < start + dimension; i++) squares += matrix[i] * matrix[i];
  return squares > 0 ? 1 / Math.sqrt(squares) : 0;
}
