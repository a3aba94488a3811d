import { transpose, type Csr } from '../../core/numerics/index.js';
import type { DistinctRows } from './distinct-rows.js';

/**
 * What the observed entries say to one side of an alternating least squares, per entry of its sparse rows: row u solves
 * (YᵀWY + λI + Σ_i curvature_ui y_i y_iᵀ) x_u = Σ_i pull_ui y_i, where W holds how often each row of Y stands in the data.
 */
export interface ConfidenceRows {
  readonly rows: number;
  readonly offsets: Float64Array;
  readonly columns: Int32Array;
  /** (c - 1) w_i, of an entry's confidence c = α · weight */
  readonly curvature: Float64Array;
  /** c w_i */
  readonly pull: Float64Array;
}

/** The equations of the rows, and those of the products, in which a row counts as often as it stood in the data. */
export function confidenceRows(
  { matrix, counts }: DistinctRows,
  alpha: number,
): { readonly ofRows: ConfidenceRows; readonly ofProducts: ConfidenceRows } {
  const once = new Float64Array(matrix.width).fill(1);
  return { ofRows: weigh(matrix, alpha, once), ofProducts: weigh(transpose(matrix), alpha, counts) };
}

function weigh({ rows, offsets, columns, values }: Csr, alpha: number, counts: Float64Array): ConfidenceRows {
  const curvature = new Float64Array(columns.length);
  const pull = new Float64Array(columns.length);
  for (let e = 0; e < columns.length; e++) {
    const confidence = alpha * values[e];
    curvature[e] = (confidence - 1) * counts[columns[e]];
    pull[e] = confidence * counts[columns[e]];
  }
  return { rows, offsets, columns, curvature, pull };
}
