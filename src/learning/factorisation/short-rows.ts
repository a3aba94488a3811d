import { addScaled, choleskyFactor, innerProduct, invertFactored, solveFactored } from '../../core/numerics/index.js';
import type { ConfidenceRows } from './confidence.js';

/**
 * Solves rows with few entries by Woodbury's identity:
 * x = Zᵀ (pull - S (I + S K S)⁻¹ S K pull), K = Y_u G⁻¹ Y_uᵀ, Z = Y G⁻¹, S = √curvature.
 */
export class ShortRows {
  private readonly factors: number;
  private readonly inverse: Float64Array;
  /** [width, factors], Z; a row of it is filled when it is first needed. */
  private readonly scaled: Float32Array;
  private readonly filled: Uint8Array;
  private readonly kernel: Float64Array;
  private readonly system: Float64Array;
  private readonly right: Float64Array;
  private readonly sum: Float64Array;

  /**
   * @param others [width, factors], Y
   * @param gram G [factors, factors]
   */
  constructor(
    private readonly equations: ConfidenceRows,
    private readonly others: Float32Array,
    gram: Float64Array,
  ) {
    const factors = Math.sqrt(gram.length);
    this.factors = factors;
    this.inverse = gram.slice();
    choleskyFactor(this.inverse, factors);
    this.inverse = invertFactored(this.inverse, factors);
    this.scaled = new Float32Array(others.length);
    this.filled = new Uint8Array(others.length / factors);
    this.kernel = new Float64Array(factors * factors);
    this.system = new Float64Array(factors * factors);
    this.right = new Float64Array(factors);
    this.sum = new Float64Array(factors);
  }

  /** Writes x of a row to `into`, from `at` on. */
  solve(row: number, into: Float32Array, at: number): void {
    const { others, scaled, factors, kernel, sum, filled } = this;
    const { offsets, columns, pull } = this.equations;
    const start = offsets[row];
    const n = offsets[row + 1] - start;
    for (let i = 0; i < n; i++) {
      const column = columns[start + i];
      if (filled[column] === 0) this.fill(column);
      for (let f = 0; f < factors; f++) sum[f] = scaled[column * factors + f];
      for (let j = 0; j <= i; j++) {
        const product = innerProduct(sum, others, columns[start + j] * factors);
        kernel[i * n + j] = product;
        kernel[j * n + i] = product;
      }
    }
    const correction = this.correction(start, n);
    sum.fill(0);
    for (let i = 0; i < n; i++) {
      const share = pull[start + i] - correction[i];
      const from = columns[start + i] * factors;
      addScaled(sum, share, scaled, from);
    }
    for (let f = 0; f < factors; f++) into[at + f] = sum[f];
  }

  /** S (I + S K S)⁻¹ S K pull */
  private correction(start: number, n: number): Float64Array {
    const { kernel, system, right } = this;
    const { curvature, pull } = this.equations;
    for (let i = 0; i < n; i++) {
      const root = Math.sqrt(curvature[start + i]);
      let sum = 0;
      for (let j = 0; j < n; j++) {
        sum += kernel[i * n + j] * pull[start + j];
        system[i * n + j] = root * kernel[i * n + j] * Math.sqrt(curvature[start + j]);
      }
      system[i * n + i] += 1;
      right[i] = root * sum;
    }
    choleskyFactor(system, n);
    solveFactored(system, n, right);
    for (let i = 0; i < n; i++) right[i] *= Math.sqrt(curvature[start + i]);
    return right;
  }

  /** z = G⁻¹ y */
  private fill(column: number): void {
    const { others, inverse, factors, sum, scaled } = this;
    const from = column * factors;
    sum.fill(0);
    for (let i = 0; i < factors; i++) {
      const value = others[from + i];
      const at = i * factors;
      addScaled(sum, value, inverse, at);
    }
    for (let f = 0; f < factors; f++) scaled[from + f] = sum[f];
    this.filled[column] = 1;
  }
}
