import { placeInRow } from '../../core/numerics/index.js';

/** What a row of a sparse matrix holds for each of some columns, 0 for the absent. */
export function valuesInRow(
  { offsets, columns }: { readonly offsets: Float64Array; readonly columns: Int32Array },
  values: ArrayLike<number>,
  row: number,
  wanted: Int32Array,
): Float64Array {
  const from = offsets[row];
  const held = columns.subarray(from, offsets[row + 1]);
  return Float64Array.from(wanted, (column) => {
    const at = placeInRow(held, column);
    return at < 0 ? 0 : values[from + at];
  });
}
