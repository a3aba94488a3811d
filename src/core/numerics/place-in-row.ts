/**
 * Where `value` stands in an ascending row, or -1.
 *
 * @param from where in `row` to begin, and before which place to end: all of it if left out
 */
export function placeInRow(row: Int32Array, value: number, from = 0, end = row.length): number {
  let low = from;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (row[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low < end && row[low] === value ? low : -1;
}
