import { byFallingValue } from './top-k.js';

/** Eigenvalues by falling size, and the eigenvectors of the first of them as rows. */
export interface SymmetricEigen {
  /** [n] */
  readonly values: Float64Array;
  /** [count, n], row-major; orthonormal rows. */
  readonly vectors: Float64Array;
}

/**
 * The eigenvalues of a symmetric matrix and its leading eigenvectors: Householder reduction to tridiagonal form, then the
 * implicit QL iteration (Golub and Van Loan, Matrix Computations, 8.3), in float64.
 *
 * Only the upper triangle is read, and it is overwritten.
 *
 * @param matrix [n, n], row-major
 * @param count eigenvectors wanted
 */
export function symmetricEigen(matrix: Float64Array, n: number, count = n): SymmetricEigen {
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  const scales = tridiagonalise(matrix, n, diagonal, beside);
  const rotated = new Float64Array(n * n);
  for (let i = 0; i < n; i++) rotated[i * n + i] = 1;
  implicitQl(diagonal, beside, rotated);

  const order = Array.from(diagonal.keys()).sort(byFallingValue(diagonal));
  const values = Float64Array.from(order, (i) => diagonal[i]);
  const vectors = new Float64Array(count * n);
  for (let v = 0; v < count; v++) {
    const row = vectors.subarray(v * n, (v + 1) * n);
    row.set(rotated.subarray(order[v] * n, (order[v] + 1) * n));
    for (let k = n - 3; k >= 0; k--) reflect(matrix, n, k, scales[k], row);
  }
  return { values, vectors };
}

/**
 * Householder reduction of the upper triangle. Row k of `matrix` keeps its reflector right of the diagonal.
 * @returns the reflectors' scales β, of I - β v vᵀ
 */
function tridiagonalise(matrix: Float64Array, n: number, diagonal: Float64Array, beside: Float64Array): Float64Array {
  const scales = new Float64Array(n);
  const product = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    const v = matrix.subarray(k * n, (k + 1) * n);
    let squares = 0;
    for (let i = k + 1; i < n; i++) squares += v[i] * v[i];
    diagonal[k] = v[k];
    const target = v[k + 1] > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
    beside[k] = target;
    if (squares === 0) continue;
    v[k + 1] -= target;
    // vᵀv = 2 (|x|² - x₁ · target), and x₁ is v₁ + target.
    const scale = 1 / (squares - (v[k + 1] + target) * target);
    scales[k] = scale;
    multiplyUpper(matrix, n, k + 1, v, product);
    let along = 0;
    for (let i = k + 1; i < n; i++) along += product[i] * v[i];
    const half = 0.5 * scale * scale * along;
    for (let i = k + 1; i < n; i++) product[i] = scale * product[i] - half * v[i];
    subtractSymmetric(matrix, n, k + 1, v, product);
  }
  if (n > 1) {
    diagonal[n - 2] = matrix[(n - 2) * n + n - 2];
    beside[n - 2] = matrix[(n - 2) * n + n - 1];
  }
  if (n > 0) diagonal[n - 1] = matrix[n * n - 1];
  return scales;
}

/** A -= v wᵀ + w vᵀ over the rows and columns from `first`, in the upper triangle. */
function subtractSymmetric(matrix: Float64Array, n: number, first: number, v: Float64Array, w: Float64Array): void {
  for (let i = first; i < n; i++) {
    const row = i * n;
    const vi = v[i];
    const wi = w[i];
    for (let j = i; j < n; j++) matrix[row + j] -= vi * w[j] + wi * v[j];
  }
}

/** into = A v over the rows and columns from `first`, A given by its upper triangle. */
function multiplyUpper(matrix: Float64Array, n: number, first: number, v: Float64Array, into: Float64Array): void {
  into.fill(0, first);
  for (let i = first; i < n; i++) {
    const row = i * n;
    const vi = v[i];
    let sum = matrix[row + i] * vi;
    for (let j = i + 1; j < n; j++) {
      const value = matrix[row + j];
      sum += value * v[j];
      into[j] += value * vi;
    }
    into[i] += sum;
  }
}

/** x -= β v (vᵀx), v being the reflector in row k. */
function reflect(matrix: Float64Array, n: number, k: number, scale: number, x: Float64Array): void {
  if (scale === 0) return;
  const row = k * n;
  let along = 0;
  for (let i = k + 1; i < n; i++) along += matrix[row + i] * x[i];
  along *= scale;
  for (let i = k + 1; i < n; i++) x[i] -= along * matrix[row + i];
}

/** Diagonalises a tridiagonal matrix in place; row i of `rows` becomes the eigenvector of `diagonal[i]`. */
function implicitQl(diagonal: Float64Array, beside: Float64Array, rows: Float64Array): void {
  const n = diagonal.length;
  beside[n - 1] = 0;
  for (let low = 0; low < n;) {
    let high = low;
    while (high < n - 1 && Math.abs(beside[high]) > Number.EPSILON * sizeAt(diagonal, high)) high++;
    if (high === low) {
      low++;
      continue;
    }
    // Wilkinson's shift.
    let g = (diagonal[low + 1] - diagonal[low]) / (2 * beside[low]);
    const root = Math.hypot(g, 1);
    g = diagonal[high] - diagonal[low] + beside[low] / (g + (g >= 0 ? root : -root));
    let sine = 1;
    let cosine = 1;
    let carried = 0;
    let i = high - 1;
    for (; i >= low; i--) {
      const f = sine * beside[i];
      const b = cosine * beside[i];
      const r = Math.hypot(f, g);
      beside[i + 1] = r;
      if (r === 0) {
        diagonal[i + 1] -= carried;
        beside[high] = 0;
        break;
      }
      sine = f / r;
      cosine = g / r;
      g = diagonal[i + 1] - carried;
      const t = (diagonal[i] - g) * sine + 2 * cosine * b;
      carried = sine * t;
      diagonal[i + 1] = g + carried;
      g = cosine * t - b;
      rotate(rows, i * n, n, sine, cosine);
    }
    if (i >= low) continue;
    diagonal[low] -= carried;
    beside[low] = g;
    beside[high] = 0;
  }
}

function sizeAt(diagonal: Float64Array, i: number): number {
  return Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]);
}

/** Rotates a row and the one below it. */
function rotate(rows: Float64Array, upper: number, n: number, sine: number, cosine: number): void {
  const lower = upper + n;
  for (let k = 0; k < n; k++) {
    const f = rows[lower + k];
    const u = rows[upper + k];
    rows[lower + k] = sine * u + cosine * f;
    rows[upper + k] = cosine * u - sine * f;
  }
}
