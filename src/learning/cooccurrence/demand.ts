import type { Baskets } from './baskets.js';
import { PersonSums, exactWeight } from './person-sums.js';

/** How it is counted what products are asked for along with others. */
export interface DemandOptions {
  /** Days in which what a basket says halves. */
  readonly halfLifeDays: number;
  /**
   * Whether a basket of n products counts n - 1 times: to be asked what went along with a product, a large basket comes up
   * once for each other product in it.
   */
  readonly byPairs: boolean;
  /** Larger baskets are left out. */
  readonly largestBasket: number;
}

/**
 * For each product how much it went along with whatever else, of late: Σ over its baskets of age's weight · day's share · event
 * type's weight · (n - 1 by pairs, else 1), a person's k-th newest with `repeat`^(k - 1) of that. What a product of a basket is
 * likely to be where nothing is known of the basket.
 */
export function basketDemand(
  { contents, ageWeight, age, dayShare, people }: Baskets,
  { halfLifeDays, byPairs, largestBasket }: DemandOptions,
  repeat = 1,
): Float64Array {
  const sums = new PersonSums(contents.width, repeat);
  for (let b = 0; b < contents.rows; b++) {
    const size = contents.offsets[b + 1] - contents.offsets[b];
    if (ageWeight[b] === 0 || (byPairs && size > largestBasket)) continue;
    const weight = exactWeight(dayShare[b] * 2 ** (-age[b] / halfLifeDays)) * (byPairs ? size - 1 : 1);
    for (let e = contents.offsets[b]; e < contents.offsets[b + 1]; e++) {
      sums.add(contents.columns[e], people[b], weight * contents.values[e]);
    }
  }
  return Float64Array.from(sums.total.keys(), (product) => sums.of(product));
}
