import { randomKey, randomNormal } from '../../core/index.js';
import { addScaled, euclideanLength, orderedInnerProduct } from '../../core/numerics/index.js';
import type { DenseProducts } from '../onnx/index.js';

/** A direction that keeps less than this of its length has none of its own left, but rounding. */
const vanished = 1e-5;

/**
 * An orthonormal basis that grows block by block, and the projection T = Q A Qᵀ of a symmetric operator A on it.
 *
 * Vectors are rows, [size, length] in one array, so that all of the basis is one operand of a dense product.
 */
export class KrylovSpace {
  /** [capacity, length] */
  private readonly vectors: Float32Array;
  /** [capacity, capacity], its upper triangle */
  private readonly projection: Float64Array;
  /** [size, rows] and [rows, size] */
  private readonly coefficients: Float32Array;
  private readonly turned: Float32Array;
  private readonly shadow: Float32Array;
  size = 0;

  constructor(
    private readonly products: DenseProducts,
    readonly length: number,
    readonly capacity: number,
    block: number,
    private readonly seed: number,
  ) {
    this.vectors = new Float32Array(capacity * length);
    this.projection = new Float64Array(capacity * capacity);
    this.coefficients = new Float32Array(capacity * block);
    this.turned = new Float32Array(capacity * block);
    this.shadow = new Float32Array(block * length);
  }

  /** A copy of T, [size, size]. */
  projected(): Float64Array {
    const { size, capacity } = this;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      matrix.set(this.projection.subarray(i * capacity, i * capacity + size), i * size);
    }
    return matrix;
  }

  /**
   * Makes the rows of `block` orthonormal, to each other and to the basis, and appends them. A row that depends on the
   * others gives way to a random one.
   */
  async append(block: Float32Array): Promise<void> {
    const rows = block.length / this.length;
    for (let pass = 0, clean = 0; clean < 2; pass++) {
      await this.project(block);
      clean = this.orthonormalise(block, rows, pass) ? clean + 1 : 1;
    }
    this.vectors.set(block, this.size * this.length);
    this.size += rows;
  }

  /** Takes the image A·q of the last appended rows: completes T and leaves what lies outside the basis in `image`. */
  async complete(image: Float32Array): Promise<void> {
    const { size, capacity, coefficients } = this;
    const rows = image.length / this.length;
    await this.project(image);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < rows; j++) this.projection[i * capacity + size - rows + j] = coefficients[i * rows + j];
    }
    await this.project(image);
  }

  /** [count, length] = combinations [count, size] · basis */
  async combine(combinations: Float32Array): Promise<Float32Array> {
    const { size, length } = this;
    const rows = new Float32Array((combinations.length / size) * length);
    await this.products.multiply(combinations, this.vectors.subarray(0, size * length), size, rows);
    return rows;
  }

  /** Replaces the basis by vectors on which A is diagonal. */
  restart(vectors: Float32Array, values: Float64Array): void {
    this.size = values.length;
    this.vectors.set(vectors);
    this.projection.fill(0);
    values.forEach((value, i) => (this.projection[i * (this.capacity + 1)] = value));
  }

  /** Subtracts from each row its part inside the basis; the coefficients [size, rows] are left in `coefficients`. */
  private async project(block: Float32Array): Promise<void> {
    const { size, length, products } = this;
    const rows = block.length / length;
    if (size === 0) return;
    const basis = this.vectors.subarray(0, size * length);
    const coefficients = this.coefficients.subarray(0, rows * size);
    const shadow = this.shadow.subarray(0, block.length);
    // The longer operand first: it is the one that threads share out.
    await products.multiplyTransposed(basis, block, length, coefficients);
    const turned = this.turned.subarray(0, rows * size);
    for (let i = 0; i < size; i++) {
      for (let r = 0; r < rows; r++) turned[r * size + i] = coefficients[i * rows + r];
    }
    await products.multiply(turned, basis, size, shadow);
    for (let i = 0; i < block.length; i++) block[i] -= shadow[i];
  }

  /** Modified Gram–Schmidt on the rows; false where a row was replaced and the basis must be taken out again. */
  private orthonormalise(block: Float32Array, rows: number, pass: number): boolean {
    const { length } = this;
    let clean = true;
    for (let r = 0; r < rows; r++) {
      const row = block.subarray(r * length, (r + 1) * length);
      const before = pass === 0 ? euclideanLength(row, 0, length) : 1;
      for (let e = 0; e < r; e++) takeOut(row, block.subarray(e * length, (e + 1) * length));
      const after = euclideanLength(row, 0, length);
      if (after > vanished * before) {
        for (let i = 0; i < length; i++) row[i] /= after;
      } else {
        clean = false;
        this.fill(row, this.size + r, pass);
        for (let e = 0; e < r; e++) takeOut(row, block.subarray(e * length, (e + 1) * length));
        const scale = 1 / euclideanLength(row, 0, length);
        for (let i = 0; i < length; i++) row[i] *= scale;
      }
    }
    return clean;
  }

  /** Fills a row with standard normal numbers of the seed. */
  fill(row: Float32Array, number: number, draw = 0): void {
    const key = randomKey(this.seed, `direction:${number}:${draw}`);
    for (let i = 0; i < row.length; i++) row[i] = randomNormal(key, i);
  }
}

/** row -= unit · ⟨row, unit⟩ */
function takeOut(row: Float32Array, unit: Float32Array): void {
  addScaled(row, -orderedInnerProduct(row, 0, unit, 0, row.length), unit, 0);
}
