import type { Csr } from '../../../core/numerics/index.js';

type Column = Float64Array | Float32Array | Int32Array | Uint8Array;

/** A column with more entries: `filler` for the products that came since, then the rows'. */
export function longer<Numbers extends Column>(
  column: Numbers,
  known: number,
  own: ArrayLike<number>,
  filler = 0,
): Numbers {
  const made = new (column.constructor as new (length: number) => Numbers)(known + own.length);
  made.fill(filler);
  made.set(column);
  made.set(own, known);
  return made;
}

/** A matrix with more rows: empty ones for the products that came since, then `own`. */
export function withRows(matrix: Csr, known: number, own: Csr): Csr {
  const end = matrix.offsets[matrix.rows];
  const offsets = new Float64Array(known + own.rows + 1).fill(end);
  offsets.set(matrix.offsets);
  own.offsets.forEach((offset, row) => (offsets[known + row] = end + offset));
  return {
    rows: known + own.rows,
    width: known + own.rows,
    offsets,
    columns: joined(matrix.columns, own.columns),
    values: joined(matrix.values, own.values),
  };
}

/** Two columns, one after the other. */
export function joined<Numbers extends Column>(first: Numbers, second: Numbers): Numbers {
  const made = new (first.constructor as new (length: number) => Numbers)(first.length + second.length);
  made.set(first);
  made.set(second, first.length);
  return made;
}
