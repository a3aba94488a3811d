/** Places of a list that a validation looks at. */
export const PLACES = 10;

/** NDCG with gain 1 for each right answer among the first ten (Järvelin and Kekäläinen, 2002). */
export function ndcg(list: Int32Array, truth: readonly number[]): number {
  const right = new Set(truth);
  let gain = 0;
  let ideal = 0;
  for (let place = 0; place < PLACES; place++) {
    const discount = 1 / Math.log2(place + 2);
    if (place < list.length && right.has(list[place])) gain += discount;
    if (place < right.size) ideal += discount;
  }
  return ideal === 0 ? 0 : gain / ideal;
}
