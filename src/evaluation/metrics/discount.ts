/** The discount of each place: 1 / log2(place + 1), places from 1 (Järvelin and Kekäläinen, TOIS 2002). */
export function discounts(cutoff: number): Float64Array {
  return Float64Array.from({ length: cutoff }, (_, place) => 1 / Math.log2(place + 2));
}

/** Discounted gain of a list that begins with n hits, for n from 0 to `cutoff`. */
export function idealGains(cutoff: number): Float64Array {
  const ideal = new Float64Array(cutoff + 1);
  discounts(cutoff).forEach((discount, place) => (ideal[place + 1] = ideal[place] + discount));
  return ideal;
}
