/** into [m, n] = left [m, k] · right [k, n], row-major. */
export type MatrixProduct = (left: Float32Array, right: Float32Array, k: number, into: Float32Array) => Promise<void>;

const pivots = 128;
const panelRows = 512;

/**
 * Replaces a symmetric positive definite matrix [n, n] by minus its inverse: the sweep operator (Goodnight, The American
 * Statistician, 1979) applied to blocks of pivots, so that all but a small part of the 2 n³ operations are matrix products.
 */
export async function sweep(matrix: Float32Array, n: number, multiply: MatrixProduct = plainProduct): Promise<void> {
  const panel = new Float32Array(panelRows * n);
  for (let first = 0; first < n; first += pivots) {
    const width = Math.min(pivots, n - first);
    const rows = matrix.slice(first * n, (first + width) * n);
    const block = new Float64Array(width * width);
    for (let i = 0; i < width; i++) block.set(rows.subarray(i * n + first, i * n + first + width), i * width);
    invertInPlace(block, width);
    const scaled = new Float32Array(n * width);
    await multiply(columnsOf(matrix, n, first, width), Float32Array.from(block), width, scaled);
    for (let top = 0; top < n; top += panelRows) {
      const count = Math.min(panelRows, n - top);
      const update = panel.subarray(0, count * n);
      await multiply(scaled.subarray(top * width, (top + count) * width), rows, width, update);
      const part = matrix.subarray(top * n, (top + count) * n);
      for (let i = 0; i < part.length; i++) part[i] -= update[i];
    }
    replacePivots(matrix, n, first, scaled, block);
  }
}

/** [n, width]: the columns from `first` on. */
function columnsOf(matrix: Float32Array, n: number, first: number, width: number): Float32Array {
  const columns = new Float32Array(n * width);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < width; k++) columns[i * width + k] = matrix[i * n + first + k];
  }
  return columns;
}

/** Writes the pivots' columns and rows [n, width], and minus their inverted block [width, width] where these cross. */
function replacePivots(matrix: Float32Array, n: number, first: number, swept: Float32Array, block: Float64Array): void {
  const width = swept.length / n;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < width; k++) {
      matrix[i * n + first + k] = swept[i * width + k];
      matrix[(first + k) * n + i] = swept[i * width + k];
    }
  }
  for (let i = 0; i < width; i++) {
    for (let k = 0; k < width; k++) matrix[(first + i) * n + first + k] = -block[i * width + k];
  }
}

/** Gauss–Jordan without exchanges, as a positive definite matrix allows. */
function invertInPlace(matrix: Float64Array, n: number): void {
  for (let p = 0; p < n; p++) {
    const pivot = 1 / matrix[p * n + p];
    matrix[p * n + p] = 1;
    for (let j = 0; j < n; j++) matrix[p * n + j] *= pivot;
    for (let i = 0; i < n; i++) {
      if (i === p) continue;
      const factor = matrix[i * n + p];
      matrix[i * n + p] = 0;
      for (let j = 0; j < n; j++) matrix[i * n + j] -= factor * matrix[p * n + j];
    }
  }
}

/** The product in plain loops, where no faster one is at hand. */
export function plainProduct(left: Float32Array, right: Float32Array, k: number, into: Float32Array): Promise<void> {
  const m = left.length / k;
  const n = right.length / k;
  const row = new Float64Array(n);
  for (let i = 0; i < m; i++) {
    row.fill(0);
    for (let p = 0; p < k; p++) {
      const value = left[i * k + p];
      for (let j = 0; j < n; j++) row[j] += value * right[p * n + j];
    }
    into.set(row, i * n);
  }
  return Promise.resolve();
}
