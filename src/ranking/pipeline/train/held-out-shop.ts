import type { Baskets } from '../../../learning/cooccurrence/index.js';
import { holdOut, type HeldOutQuery, type HoldOut } from '../../fitting/index.js';
import type { Catalogue } from '../../../shop/index.js';
import { chooseEvidence } from './choose-evidence.js';
import type { GatheredShop, ShopColumns } from '../gather/gather-shop.js';
import type { EngineSettings } from '../settings.js';

/** A shop without what was set aside, and the questions that this answers. */
export interface HeldOutShop {
  readonly categoryGroups: Int32Array;
  /** Evidence and popularity that never saw what was set aside, weighed as the questions liked it best. */
  readonly training: GatheredShop;
  /** At least one. */
  readonly queries: readonly HeldOutQuery[];
  /** Whether a basket is a customer's whole history. */
  readonly histories: boolean;
}

/**
 * Sets part of a shop's events aside: the newest tenth of the baskets, where they have times; else a tenth by a hash.
 * Undefined where none of it asks for a product of another category.
 */
export function holdOutShop(
  { catalogue, interactions }: ShopColumns,
  baskets: Baskets,
  categoryGroups: Int32Array,
  settings: EngineSettings,
): HeldOutShop | undefined {
  const categoryGroupOf = categoryGroupsOf(catalogue, categoryGroups);
  const { basketTime, unit } = interactions;
  const { training, queries } =
    holdOutNewest(baskets, basketTime, categoryGroupOf, settings) ??
    holdOut(baskets, categoryGroupOf, settings.holdOut);
  if (queries.length === 0) return undefined;
  const known = { catalogue, baskets: training, basketTime };
  return {
    categoryGroups,
    training: chooseEvidence(known, queries, categoryGroupOf, settings.evidence),
    queries,
    histories: unit === 'customer',
  };
}

/**
 * Sets the newest baskets aside, a share of those that hold several products, and with them everything since; undefined
 * where too few baskets have a time, or too few times differ.
 */
function holdOutNewest(
  baskets: Baskets,
  basketTime: Float64Array,
  categoryGroupOf: Int32Array,
  settings: EngineSettings,
): HoldOut | undefined {
  const { contents, counted, ageWeight } = baskets;
  const asked = counted.map((counts, b) => (contents.offsets[b + 1] - contents.offsets[b] > 1 ? counts : 0));
  const since = cutoff(asked, basketTime, settings.holdOut.share);
  if (since === undefined) return undefined;
  const late = basketTime.map((time) => (time >= since ? 1 : 0));
  const { queries } = holdOut({ ...baskets, counted: asked.map((counts, b) => counts * late[b]) }, categoryGroupOf, {
    ...settings.holdOut,
    share: 1,
  });
  const training = {
    ...baskets,
    counted: counted.map((counts, b) => counts * (1 - late[b])),
    ageWeight: ageWeight.map((weight, b) => weight * (1 - late[b])),
  };
  return { training, queries };
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
export function categoryGroupsOf({ products }: Catalogue, categoryGroups: Int32Array): Int32Array {
  return products.categories.map((category) => (category < 0 ? -1 : categoryGroups[category]));
}
