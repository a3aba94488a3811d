/**
 * Solves A x = b for a symmetric positive definite A [n, n], row-major, by its Cholesky factor. Reads the lower triangle;
 * overwrites it with the factor and `b` with the solution.
 */
export function choleskySolve(matrix: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k] * matrix[j * n + k];
      matrix[i * n + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * n + j];
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= matrix[i * n + k] * b[k];
    b[i] = sum / matrix[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < n; k++) sum -= matrix[k * n + i] * b[k];
    b[i] = sum / matrix[i * n + i];
  }
}
