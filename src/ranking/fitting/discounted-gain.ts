/** The discount of a place of a list, 1 / log2(place + 2), places from 0 (Järvelin and Kekäläinen, TOIS 2002). */
export function discount(place: number): number {
  return 1 / Math.log2(place + 2);
}

/** The discounts of the first `cutoff` places. */
export function discounts(cutoff: number): Float64Array {
  return Float64Array.from({ length: cutoff }, (_, place) => discount(place));
}

/** Discounted gain of a list that begins with n hits, for n from 0 to `cutoff`. */
export function idealGains(cutoff: number): Float64Array {
  const ideal = new Float64Array(cutoff + 1);
  discounts(cutoff).forEach((each, place) => (ideal[place + 1] = ideal[place] + each));
  return ideal;
}

/** Σ gain · discount over the first `cutoff` of these gains, best first: what an ideal list gains. */
export function discountedGain(gains: readonly number[], cutoff: number): number {
  return gains.slice(0, cutoff).reduce((sum, gain, place) => sum + gain * discount(place), 0);
}
