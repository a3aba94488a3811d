const steps = 3;
/** A squared residual below which a row is solved. */
const solved = 1e-20;

/**
 * Moves the factors of one row towards the solution of (G + Σ_i (c_i - 1) y_i y_iᵀ) x = Σ_i c_i y_i by three steps of
 * conjugate gradient from its last solution (Takács, Pilászy and Tikk, RecSys 2011).
 */
export class ConjugateGradient {
  private readonly x: Float64Array;
  private readonly residual: Float64Array;
  private readonly direction: Float64Array;
  private readonly image: Float64Array;

  /**
   * @param others [width, factors], Y
   * @param gram G [factors, factors]
   */
  constructor(
    private readonly others: Float32Array,
    private readonly gram: Float64Array,
    private readonly factors: number,
  ) {
    this.x = new Float64Array(factors);
    this.residual = new Float64Array(factors);
    this.direction = new Float64Array(factors);
    this.image = new Float64Array(factors);
  }

  /** @param solution x, improved in place */
  solve(items: Int32Array, weights: Float32Array, alpha: number, solution: Float32Array): void {
    const { others, gram, factors, x, residual, direction, image } = this;
    x.set(solution);
    multiplySymmetric(gram, x, image);
    for (let f = 0; f < factors; f++) residual[f] = -image[f];
    for (let i = 0; i < items.length; i++) {
      const at = items[i] * factors;
      const confidence = alpha * weights[i];
      addScaled(residual, others, at, confidence - (confidence - 1) * inner(others, at, x));
    }
    direction.set(residual);
    let squares = inner(residual, 0, residual);
    for (let step = 0; step < steps && squares > solved; step++) {
      multiplySymmetric(gram, direction, image);
      for (let i = 0; i < items.length; i++) {
        const at = items[i] * factors;
        addScaled(image, others, at, (alpha * weights[i] - 1) * inner(others, at, direction));
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
    solution.set(x);
  }
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
