/**
 * The k-th largest of the first `count` of `values`, which are reordered. Hoare's quickselect, the pivot the median of
 * first, middle and last: time proportional to `count` but for orders made to defeat it.
 */
export function kthLargest(values: Float64Array, count: number, k: number): number {
  const wanted = count - k;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = median(values[low], values[(low + high) >>> 1], values[high]);
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left] < pivot) left++;
      while (values[right] > pivot) right--;
      if (left > right) break;
      const swapped = values[left];
      values[left++] = values[right];
      values[right--] = swapped;
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else break;
  }
  return values[wanted];
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
