import type { Csr } from '../../core/numerics/index.js';
import { weightedDegrees } from './normalise.js';

/** Weighted degrees of the rows and of the columns of a bipartite matrix. */
export interface BipartiteDegrees {
  /** [rows] */
  readonly rows: Float64Array;
  /** [width] */
  readonly columns: Float64Array;
}

/** Sums of each row and of each column, added in float64. */
export function bipartiteDegrees(matrix: Csr): BipartiteDegrees {
  const columns = new Float64Array(matrix.width);
  const entries = matrix.offsets[matrix.rows];
  for (let e = 0; e < entries; e++) columns[matrix.columns[e]] += matrix.values[e];
  return { rows: weightedDegrees(matrix), columns };
}

/**
 * D_rows^-a R D_columns^-b, for a = b = ½ the normalised interaction matrix R̃ whose R̃ᵀR̃ has its eigenvalues in [0, 1].
 *
 * @param exponents a and b; an empty row or column stays empty
 * @returns a matrix with values of its own; it shares offsets and columns with `matrix`
 */
export function normaliseBipartite(
  matrix: Csr,
  exponents: { readonly rows: number; readonly columns: number } = { rows: 0.5, columns: 0.5 },
): Csr {
  const degrees = bipartiteDegrees(matrix);
  const rowScale = inversePowers(degrees.rows, exponents.rows);
  const columnScale = inversePowers(degrees.columns, exponents.columns);
  const { rows, offsets, columns } = matrix;
  const values = new Float32Array(offsets[rows]);
  for (let r = 0; r < rows; r++) {
    for (let e = offsets[r]; e < offsets[r + 1]; e++) {
      values[e] = matrix.values[e] * rowScale[r] * columnScale[columns[e]];
    }
  }
  return { ...matrix, values };
}

/** degree^-exponent, 0 where the degree is 0. */
export function inversePowers(degrees: Float64Array, exponent: number): Float64Array {
  return degrees.map((degree) => (degree > 0 ? degree ** -exponent : 0));
}
