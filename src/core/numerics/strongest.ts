/**
 * The places of the `keep` largest among the first `length` strengths, ascending; of equal ones the first.
 *
 * @param strength not changed
 */
export function keepStrongest(strength: Float64Array, length: number, keep: number): number[] {
  const places: number[] = [];
  if (length <= keep) {
    for (let i = 0; i < length; i++) places.push(i);
    return places;
  }
  const threshold = strength.slice(0, length).sort()[length - keep];
  let above = 0;
  for (let i = 0; i < length; i++) if (strength[i] > threshold) above++;
  let ties = keep - above;
  for (let i = 0; i < length; i++) {
    if (strength[i] > threshold || (strength[i] === threshold && ties-- > 0)) places.push(i);
  }
  return places;
}
