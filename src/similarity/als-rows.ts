import type { Csr } from '../adjacency/index.js';
import { choleskyFactor, solveFactored } from './cholesky.js';
import { ConjugateGradient } from './conjugate-gradient.js';

export interface Confidence {
  readonly factors: number;
  readonly regularisation: number;
  /** Confidence of an entry of weight 1. */
  readonly alpha: number;
}

/**
 * One half of an iteration: for each row u of `matrix`, solves
 * (YᵀY + λI + Σ_i (c_ui - 1) y_i y_iᵀ) x_u = Σ_i c_ui y_i, c_ui = alpha · weight.
 *
 * A row of entries up to half the factors is solved exactly in the entries' space by Woodbury's identity, which most rows of a
 * shop are; a longer one is moved towards its solution by conjugate gradient.
 *
 * @param solutions [rows, factors], x; replaced
 * @param others [width, factors], Y
 */
export function solveRows(matrix: Csr, solutions: Float32Array, others: Float32Array, confidence: Confidence): void {
  const { factors, alpha } = confidence;
  const gram = gramMatrix(others, confidence);
  const short = new ShortRows(others, factors, multipliedByInverse(others, gram, factors));
  const long = new ConjugateGradient(others, gram, factors);
  const { offsets, columns, values } = matrix;
  for (let row = 0; row < matrix.rows; row++) {
    const [start, end] = [offsets[row], offsets[row + 1]];
    const items = columns.subarray(start, end);
    const weights = values.subarray(start, end);
    const x = solutions.subarray(row * factors, (row + 1) * factors);
    if (2 * items.length <= factors && weights.every((weight) => alpha * weight >= 1))
      short.solve(items, weights, alpha, x);
    else long.solve(items, weights, alpha, x);
  }
}

/** Rows with few entries: x = Zᵀ (c - S (I + S K S)⁻¹ S K c), K = Y_u G⁻¹ Y_uᵀ, Z = Y G⁻¹, S = √(c - 1). */
class ShortRows {
  private readonly kernel: Float64Array;
  private readonly system: Float64Array;
  private readonly right: Float64Array;
  private readonly sum: Float64Array;

  constructor(
    private readonly others: Float32Array,
    private readonly factors: number,
    /** [width, factors], Z */
    private readonly scaled: Float32Array,
  ) {
    this.kernel = new Float64Array(factors * factors);
    this.system = new Float64Array(factors * factors);
    this.right = new Float64Array(factors);
    this.sum = new Float64Array(factors);
  }

  solve(items: Int32Array, weights: Float32Array, alpha: number, x: Float32Array): void {
    const { others, scaled, factors, kernel, sum } = this;
    const n = items.length;
    for (let i = 0; i < n; i++) {
      const left = items[i] * factors;
      for (let j = 0; j <= i; j++) {
        const at = items[j] * factors;
        let product = 0;
        for (let f = 0; f < factors; f++) product += scaled[left + f] * others[at + f];
        kernel[i * n + j] = product;
        kernel[j * n + i] = product;
      }
    }
    const correction = this.correction(n, weights, alpha);
    sum.fill(0);
    for (let i = 0; i < n; i++) {
      const share = alpha * weights[i] - correction[i];
      const from = items[i] * factors;
      for (let f = 0; f < factors; f++) sum[f] += share * scaled[from + f];
    }
    x.set(sum);
  }

  /** S (I + S K S)⁻¹ S K c */
  private correction(n: number, weights: Float32Array, alpha: number): Float64Array {
    const { kernel } = this;
    const system = this.system.subarray(0, n * n);
    const right = this.right.subarray(0, n);
    for (let i = 0; i < n; i++) {
      const root = Math.sqrt(alpha * weights[i] - 1);
      let sum = 0;
      for (let j = 0; j < n; j++) {
        sum += kernel[i * n + j] * alpha * weights[j];
        system[i * n + j] = root * kernel[i * n + j] * Math.sqrt(alpha * weights[j] - 1);
      }
      system[i * n + i] += 1;
      right[i] = root * sum;
    }
    choleskyFactor(system, n);
    solveFactored(system, n, right);
    for (let i = 0; i < n; i++) right[i] *= Math.sqrt(alpha * weights[i] - 1);
    return right;
  }
}

/** Z = Y G⁻¹ */
function multipliedByInverse(others: Float32Array, gram: Float64Array, factors: number): Float32Array {
  const factor = gram.slice();
  choleskyFactor(factor, factors);
  const scaled = new Float32Array(others.length);
  const row = new Float64Array(factors);
  for (let from = 0; from < others.length; from += factors) {
    row.set(others.subarray(from, from + factors));
    solveFactored(factor, factors, row);
    scaled.set(row, from);
  }
  return scaled;
}

/** YᵀY + λI, [factors, factors], added in float64. */
export function gramMatrix(rows: Float32Array, { factors, regularisation }: Omit<Confidence, 'alpha'>): Float64Array {
  const gram = new Float64Array(factors * factors);
  for (let from = 0; from < rows.length; from += factors) {
    for (let i = 0; i < factors; i++) {
      const value = rows[from + i];
      const to = i * factors;
      for (let j = i; j < factors; j++) gram[to + j] += value * rows[from + j];
    }
  }
  for (let i = 0; i < factors; i++) {
    gram[i * factors + i] += regularisation;
    for (let j = 0; j < i; j++) gram[i * factors + j] = gram[j * factors + i];
  }
  return gram;
}
