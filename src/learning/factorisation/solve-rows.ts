import type { ConfidenceRows } from './confidence.js';
import { ConjugateGradient } from './conjugate-gradient.js';
import { ShortRows } from './short-rows.js';

/**
 * One half of an iteration of alternating least squares: moves each row's factors to what solves its equations.
 *
 * A row of entries up to half the factors is solved exactly in the entries' space, which most rows of a shop are; a longer
 * one is moved towards its solution by conjugate gradient.
 *
 * @param solutions [rows, factors], x; replaced
 * @param others [width, factors], Y
 * @param gram YᵀWY + λI [factors, factors]
 */
export function solveRows(
  equations: ConfidenceRows,
  solutions: Float32Array,
  others: Float32Array,
  gram: Float64Array,
): void {
  const factors = Math.sqrt(gram.length);
  const short = new ShortRows(equations, others, gram);
  const long = new ConjugateGradient(equations, others, gram);
  const { rows, offsets, curvature } = equations;
  for (let row = 0; row < rows; row++) {
    const isShort =
      2 * (offsets[row + 1] - offsets[row]) <= factors && isConvex(curvature, offsets[row], offsets[row + 1]);
    if (isShort) short.solve(row, solutions, row * factors);
    else long.solve(row, solutions, row * factors);
  }
}

function isConvex(curvature: Float64Array, start: number, end: number): boolean {
  for (let e = start; e < end; e++) if (curvature[e] < 0) return false;
  return true;
}
