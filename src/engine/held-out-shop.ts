import type { Baskets } from '../adjacency/index.js';
import type { Catalogue } from '../shop/index.js';
import { holdOut, type HeldOutQuery } from '../recommend/index.js';
import { gatherBaskets, type GatheredShop } from './gathered-shop.js';
import type { EngineSettings } from './settings.js';

/** A shop without the baskets that were set aside, and the questions that these answer. */
export interface HeldOutShop {
  readonly catalogue: Catalogue;
  readonly lines: Int32Array;
  /** Evidence and popularity that never saw the held-out baskets. */
  readonly training: GatheredShop;
  /** At least one. */
  readonly queries: readonly HeldOutQuery[];
}

/** Sets a tenth of the baskets aside by a hash; undefined where no basket holds products of several categories. */
export function holdOutByHash(
  catalogue: Catalogue,
  baskets: Baskets,
  lines: Int32Array,
  settings: EngineSettings,
): HeldOutShop | undefined {
  const { training, queries } = holdOut(baskets, linesOf(catalogue, lines), settings.holdOut);
  if (queries.length === 0) return undefined;
  return { catalogue, lines, training: gatherBaskets(training, settings), queries };
}

/**
 * Sets the newest baskets aside, a tenth of those that hold several products, and with them everything since; by a hash
 * where too few baskets have a time, or too few times differ.
 *
 * @param basketTime per basket: epoch milliseconds, NaN where unknown
 */
export function holdOutNewest(
  catalogue: Catalogue,
  baskets: Baskets,
  basketTime: Float64Array,
  lines: Int32Array,
  settings: EngineSettings,
): HeldOutShop | undefined {
  const { contents, counted, ageWeight } = baskets;
  const asked = counted.map((counts, b) => (contents.offsets[b + 1] - contents.offsets[b] > 1 ? counts : 0));
  const since = cutoff(asked, basketTime, settings.holdOut.share);
  if (since === undefined) return holdOutByHash(catalogue, baskets, lines, settings);
  const late = basketTime.map((time) => (time >= since ? 1 : 0));
  const { queries } = holdOut(
    { ...baskets, counted: asked.map((counts, b) => counts * late[b]) },
    linesOf(catalogue, lines),
    {
      ...settings.holdOut,
      share: 1,
    },
  );
  if (queries.length === 0) return undefined;
  const training = {
    contents,
    counted: counted.map((counts, b) => counts * (1 - late[b])),
    ageWeight: ageWeight.map((weight, b) => weight * (1 - late[b])),
  };
  return { catalogue, lines, training: gatherBaskets(training, settings), queries };
}

/** The time from which on about `share` of the marked baskets come; undefined where no time parts them so. */
function cutoff(marked: Uint8Array, basketTime: Float64Array, share: number): number | undefined {
  const times = basketTime.filter((time, b) => marked[b] === 1 && !Number.isNaN(time)).sort();
  const all = marked.reduce((sum, mark) => sum + mark, 0);
  if (times.length === 0 || times.length < all / 2) return undefined;
  const since = times[Math.floor((1 - share) * times.length)];
  const late = times.length - times.findIndex((time) => time >= since);
  return late > 3 * share * times.length ? undefined : since;
}

/** For each product, the category that stands for it in "another category", -1 for none. */
export function linesOf({ products }: Catalogue, lines: Int32Array): Int32Array {
  return products.categories.map((category) => (category < 0 ? -1 : lines[category]));
}
