/* Systems of equations with a symmetric positive definite matrix, in float64; `sweep` inverts large ones, in float32. */

/**
 * Replaces the lower triangle of a symmetric positive definite A [n, n], row-major, by its Cholesky factor L, A = L Lᵀ.
 * Only the lower triangle is read.
 */
export function choleskyFactor(matrix: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k] * matrix[j * n + k];
      matrix[i * n + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * n + j];
    }
  }
}

/** Replaces b by the solution of L Lᵀ x = b. */
export function solveFactored(factor: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= factor[i * n + k] * b[k];
    b[i] = sum / factor[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    const value = b[i] / factor[i * n + i];
    b[i] = value;
    for (let k = 0; k < i; k++) b[k] -= factor[i * n + k] * value;
  }
}

/** The inverse of L Lᵀ, [n, n]. */
export function invertFactored(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    const row = inverse.subarray(column * n, (column + 1) * n);
    row[column] = 1;
    solveFactored(factor, n, row);
  }
  return inverse;
}

/**
 * The solution of A x = b for a small positive definite A, by Gaussian elimination; neither is changed. It rounds otherwise
 * than a Cholesky factor does, and the weights of fitted rankings are what it gives.
 */
export function solveByElimination(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]]);
  for (let p = 0; p < n; p++) {
    for (let r = p + 1; r < n; r++) {
      const factor = rows[r][p] / rows[p][p];
      for (let c = p; c <= n; c++) rows[r][c] -= factor * rows[p][c];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let p = n - 1; p >= 0; p--) {
    let sum = rows[p][n];
    for (let c = p + 1; c < n; c++) sum -= rows[p][c] * x[c];
    x[p] = sum / rows[p][p];
  }
  return x;
}
