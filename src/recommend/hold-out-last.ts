import { entryCount, type Baskets } from '../adjacency/index.js';
import { hashOfBasket, type HeldOutQuery, type HoldOut } from './hold-out.js';

export interface HoldOutLastOptions {
  /** Share of the baskets whose last product is set aside. */
  readonly share: number;
  readonly mostQueries: number;
}

/**
 * Sets the last product of a share of the baskets aside: "after this one, which comes next?", for shops whose baskets are
 * customers' histories in order. Which baskets is decided by a hash of what they hold.
 *
 * @param places for each entry of the contents, its place in the basket
 * @param lineOf for each product, the category that stands for it in "another category", -1 for none
 */
export function holdOutLast(
  baskets: Baskets,
  places: Int32Array,
  lineOf: Int32Array,
  { share, mostQueries }: HoldOutLastOptions,
): HoldOut {
  const { contents } = baskets;
  const { offsets, columns } = contents;
  const keep = new Uint8Array(entryCount(contents)).fill(1);
  const drawn: (HeldOutQuery & { hash: number })[] = [];
  for (let b = 0; b < contents.rows; b++) {
    const from = offsets[b];
    const hash = hashOfBasket(columns.subarray(from, offsets[b + 1]));
    if (offsets[b + 1] - from < 2 || hash / 2 ** 32 >= share) continue;
    let last = from;
    for (let e = from; e < offsets[b + 1]; e++) if (places[e] > places[last]) last = e;
    keep[last] = 0;
    let before = -1;
    for (let e = from; e < offsets[b + 1]; e++) {
      if (e !== last && (before < 0 || places[e] > places[before])) before = e;
    }
    const product = columns[before];
    const truth = columns[last];
    if (lineOf[product] >= 0 && lineOf[truth] >= 0 && lineOf[product] !== lineOf[truth]) {
      drawn.push({ product, truth: [truth], hash });
    }
  }
  drawn.sort((p, q) => p.hash - q.hash || p.product - q.product);
  return { training: withoutEntries(baskets, places, keep), queries: drawn.slice(0, mostQueries) };
}

function withoutEntries(baskets: Baskets, places: Int32Array, keep: Uint8Array): Baskets {
  const { contents } = baskets;
  const offsets = new Float64Array(contents.rows + 1);
  for (let b = 0; b < contents.rows; b++) {
    offsets[b + 1] = offsets[b];
    for (let e = contents.offsets[b]; e < contents.offsets[b + 1]; e++) offsets[b + 1] += keep[e];
  }
  const kept = (_: number, e: number): boolean => keep[e] === 1;
  return {
    ...baskets,
    contents: { ...contents, offsets, columns: contents.columns.filter(kept), values: contents.values.filter(kept) },
    places: places.filter(kept),
  };
}
