/*
 * Discounted cumulative gain (Järvelin and Kekäläinen, TOIS 2002): what stands at a place of a list counts 1 / log2(place + 2),
 * places from 0.
 */

export function discount(place: number): number {
  return 1 / Math.log2(place + 2);
}

/** Σ gain · discount over the first `cutoff` places, added in their order. */
export function discountedGain(gains: ArrayLike<number>, cutoff: number): number {
  let sum = 0;
  for (let place = 0; place < Math.min(cutoff, gains.length); place++) sum += gains[place] * discount(place);
  return sum;
}

/** What a list gains that begins with `hits` products of gain 1. */
export function idealGain(hits: number): number {
  let sum = 0;
  for (let place = 0; place < hits; place++) sum += discount(place);
  return sum;
}

/**
 * NDCG: what a list gains among its first `cutoff` places, over what one gains that begins with all that is wanted; 0 where
 * nothing is.
 *
 * @param hits per place, 1 for what is wanted, else 0
 */
export function ndcg(hits: ArrayLike<number>, wanted: number, cutoff: number): number {
  return wanted === 0 ? 0 : discountedGain(hits, cutoff) / idealGain(Math.min(wanted, cutoff));
}
