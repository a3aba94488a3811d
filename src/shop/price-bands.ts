export interface PriceBandOptions {
  /** Most bands in a group: 5 if left out. */
  readonly bands?: number;
  /** Products that a band should hold at least: 20 if left out. */
  readonly fewest?: number;
  /** Products, from the first on, whose prices the bands are made from; all if left out. */
  readonly counted?: number;
}

/**
 * The price band of each product, numbered over all groups; -1 without a positive price.
 *
 * Bands are quantiles of the prices within a group (a root of the category tree), so that "cheap" means cheap for its kind and
 * the unit of currency does not matter. Equal prices share a band; a group of few products has fewer bands.
 *
 * @param prices NaN where unknown
 * @param groups group of each product, -1 for none, which is a group of its own
 */
export function priceBands(
  prices: Float64Array,
  groups: Int32Array,
  { bands = 5, fewest = 20, counted = prices.length }: PriceBandOptions = {},
): Int32Array {
  const priced = new Map<number, number[]>();
  prices.forEach((price, product) => {
    if (!(price > 0 && price < Infinity)) return;
    const members = priced.get(groups[product]);
    if (members === undefined) priced.set(groups[product], [product]);
    else members.push(product);
  });
  const bandOf = new Int32Array(prices.length).fill(-1);
  let first = 0;
  for (const [, members] of [...priced].sort((a, b) => a[0] - b[0])) {
    const judged = members.filter((product) => product < counted);
    const count = Math.max(1, Math.min(bands, Math.floor(judged.length / fewest)));
    const sorted = Float64Array.from(judged, (product) => prices[product]).sort();
    const limits = Array.from({ length: count - 1 }, (_, b) => sorted[Math.floor(((b + 1) * sorted.length) / count)]);
    for (const product of members) {
      bandOf[product] = first + limits.filter((limit) => prices[product] >= limit).length;
    }
    first += count;
  }
  return bandOf;
}
