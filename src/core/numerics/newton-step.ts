import { solveByElimination } from './dense-solve.js';

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
  const step = solveByElimination(hessian, gradient);
  const most = step.reduce((far, s) => Math.max(far, Math.abs(s)), 0);
  const scale = most > longest ? longest / most : 1;
  return theta.map((value, i) => value + scale * step[i]);
}
