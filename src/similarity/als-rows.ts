import type { Csr } from '../adjacency/index.js';

const steps = 3;
/** A squared residual below which a row is solved. */
const solved = 1e-20;

interface Confidence {
  readonly factors: number;
  readonly regularisation: number;
  readonly alpha: number;
}

/**
 * One half of an iteration: for each row u of `matrix`, moves x_u towards the solution of
 * (YᵀY + λI + Σ_i (c_ui - 1) y_i y_iᵀ) x_u = Σ_i c_ui y_i, c_ui = alpha · weight, by conjugate gradient.
 *
 * @param solutions [rows, factors], improved in place
 * @param others [width, factors], Y
 */
export function solveRows(
  matrix: Csr,
  solutions: Float32Array,
  others: Float32Array,
  { factors, regularisation, alpha }: Confidence,
): void {
  const gram = gramMatrix(others, factors, regularisation);
  const residual = new Float64Array(factors);
  const direction = new Float64Array(factors);
  const image = new Float64Array(factors);
  const x = new Float64Array(factors);

  for (let row = 0; row < matrix.rows; row++) {
    const start = matrix.offsets[row];
    const end = matrix.offsets[row + 1];
    const from = row * factors;
    if (start === end) {
      solutions.fill(0, from, from + factors);
      continue;
    }
    for (let f = 0; f < factors; f++) x[f] = solutions[from + f];
    multiplySymmetric(gram, x, image);
    for (let f = 0; f < factors; f++) residual[f] = -image[f];
    for (let e = start; e < end; e++) {
      const confidence = alpha * matrix.values[e];
      const at = matrix.columns[e] * factors;
      addScaled(residual, others, at, confidence - (confidence - 1) * inner(others, at, x));
    }
    direction.set(residual);
    let squares = inner(residual, 0, residual);
    for (let step = 0; step < steps && squares > solved; step++) {
      multiplySymmetric(gram, direction, image);
      for (let e = start; e < end; e++) {
        const at = matrix.columns[e] * factors;
        addScaled(image, others, at, (alpha * matrix.values[e] - 1) * inner(others, at, direction));
      }
      const length = squares / inner(direction, 0, image);
      for (let f = 0; f < factors; f++) {
        x[f] += length * direction[f];
        residual[f] -= length * image[f];
      }
      const next = inner(residual, 0, residual);
      const turn = next / squares;
      for (let f = 0; f < factors; f++) direction[f] = residual[f] + turn * direction[f];
      squares = next;
    }
    for (let f = 0; f < factors; f++) solutions[from + f] = x[f];
  }
}

/** YᵀY + λI, [factors, factors], added in float64. */
function gramMatrix(rows: Float32Array, factors: number, regularisation: number): Float64Array {
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

function multiplySymmetric(matrix: Float64Array, x: Float64Array, into: Float64Array): void {
  const n = x.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    const row = i * n;
    for (let j = 0; j < n; j++) sum += matrix[row + j] * x[j];
    into[i] = sum;
  }
}

function inner(rows: Float32Array | Float64Array, at: number, x: Float64Array): number {
  let sum = 0;
  for (let f = 0; f < x.length; f++) sum += rows[at + f] * x[f];
  return sum;
}

function addScaled(target: Float64Array, rows: Float32Array, at: number, scale: number): void {
  for (let f = 0; f < target.length; f++) target[f] += scale * rows[at + f];
}
