import type { ConfidenceRows } from './confidence.js';
import { addScaled, innerProduct } from '../../core/numerics/index.js';

const steps = 3;
/** A squared residual below which a row is solved. */
const solved = 1e-20;

/**
 * Moves the factors of one row towards the solution of (G + Σ_i curvature_i y_i y_iᵀ) x = Σ_i pull_i y_i by three steps of
 * conjugate gradient from its last solution (Takács, Pilászy and Tikk, RecSys 2011).
 */
export class ConjugateGradient {
  private readonly factors: number;
  private readonly x: Float64Array;
  private readonly residual: Float64Array;
  private readonly direction: Float64Array;
  private readonly image: Float64Array;

  /**
   * @param others [width, factors], Y
   * @param gram G [factors, factors]
   */
  constructor(
    private readonly equations: ConfidenceRows,
    private readonly others: Float32Array,
    private readonly gram: Float64Array,
  ) {
    this.factors = Math.sqrt(gram.length);
    this.x = new Float64Array(this.factors);
    this.residual = new Float64Array(this.factors);
    this.direction = new Float64Array(this.factors);
    this.image = new Float64Array(this.factors);
  }

  /** Improves x of a row, which stands in `solutions` from `at` on. */
  solve(row: number, solutions: Float32Array, at: number): void {
    const { others, gram, factors, x, residual, direction, image } = this;
    const { offsets, columns, curvature, pull } = this.equations;
    const end = offsets[row + 1];
    for (let f = 0; f < factors; f++) x[f] = solutions[at + f];
    multiplySymmetric(gram, x, image);
    for (let f = 0; f < factors; f++) residual[f] = -image[f];
    for (let e = offsets[row]; e < end; e++) {
      const from = columns[e] * factors;
      addScaled(residual, pull[e] - curvature[e] * innerProduct(x, others, from), others, from);
    }
    direction.set(residual);
    let squares = innerProduct(residual, residual, 0);
    for (let step = 0; step < steps && squares > solved; step++) {
      multiplySymmetric(gram, direction, image);
      for (let e = offsets[row]; e < end; e++) {
        const from = columns[e] * factors;
        addScaled(image, curvature[e] * innerProduct(direction, others, from), others, from);
      }
      const length = squares / innerProduct(direction, image, 0);
      for (let f = 0; f < factors; f++) {
        x[f] += length * direction[f];
        residual[f] -= length * image[f];
      }
      const next = innerProduct(residual, residual, 0);
      const turn = next / squares;
      for (let f = 0; f < factors; f++) direction[f] = residual[f] + turn * direction[f];
      squares = next;
    }
    for (let f = 0; f < factors; f++) solutions[at + f] = x[f];
  }
}

function multiplySymmetric(matrix: Float64Array, x: Float64Array, into: Float64Array): void {
  const n = x.length;
  for (let i = 0; i < n; i++) into[i] = innerProduct(x, matrix, i * n);
}
