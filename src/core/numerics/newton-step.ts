/**
 * One step of Newton's method uphill: θ + H⁻¹ g, scaled down so that no coordinate moves by more than `longest`.
 *
 * @param hessian of the negative objective; symmetric, positive definite
 */
export function newtonStep(
  theta: readonly number[],
  gradient: readonly number[],
  hessian: readonly (readonly number[])[],
  longest: number,
): number[] {
  const step = solve(hessian, gradient);
  const most = step.reduce((far, s) => Math.max(far, Math.abs(s)), 0);
  const scale = most > longest ? longest / most : 1;
  return theta.map((value, i) => value + scale * step[i]);
}

/** Solves A x = b for a small positive definite A, by Gaussian elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
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
