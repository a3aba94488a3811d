import { FNV_BASIS, fnvStep, murmurStep } from '../../../core/index.js';
import { dayShares, type Baskets } from '../../../learning/cooccurrence/index.js';
import {
  basketHashes,
  drawQueries,
  foldsOf,
  holdOut,
  timeWindows,
  withoutBaskets,
  type HeldOutQuery,
  type HeldOutSource,
  type TimeWindow,
} from '../../fitting/index.js';
import { daysOf, guessTimeZone, type Catalogue } from '../../../shop/index.js';
import { chooseHistoryWeighing, chooseWeighing, type Window } from './choose-evidence.js';
import { gatherBaskets, type GatheredShop, type ShopColumns } from '../gather/gather-shop.js';
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
 *
 * How baskets are weighed is decided by questions of several times, each from what was known before it.
 */
export function holdOutShop(
  { catalogue, interactions }: ShopColumns,
  baskets: Baskets,
  categoryGroups: Int32Array,
  settings: EngineSettings,
): HeldOutShop | undefined {
  const categoryGroupOf = categoryGroupsOf(catalogue, categoryGroups);
  const { basketTime, unit } = interactions;
  const histories = unit === 'customer';
  const source: HeldOutSource = { baskets, categoryGroupOf, histories, ...hashesOf(catalogue, baskets, basketTime) };
  const windows = windowsOf(source, basketTime, settings);
  const newest = windows.at(0);
  if (newest === undefined || newest.queries.length === 0) return undefined;
  const asked = windows.filter(({ queries }) => queries.length > 0);
  const weighing = histories
    ? chooseHistoryWeighing({ training: newest.training, queries: newest.whole }, categoryGroupOf, settings)
    : chooseWeighing(asked, categoryGroupOf, settings);
  return {
    categoryGroups,
    training: gatherBaskets({ catalogue, baskets: newest.training, basketTime }, weighing),
    queries: newest.whole,
    histories,
  };
}

/** Hashes of products by their ids, and of baskets by what they hold. */
function hashesOf(
  { products }: Catalogue,
  baskets: Baskets,
  basketTime: Float64Array,
): Pick<HeldOutSource, 'productHash' | 'basketHash'> {
  const productHash = Uint32Array.from(products.ids, idHash);
  return { productHash, basketHash: basketHashes(baskets, basketTime, productHash) };
}

/** A window whose questions may be part of all that were drawn. */
interface DrawnWindow extends Window {
  readonly whole: readonly HeldOutQuery[];
}

/** Windows in time, newest first; where times do not part the baskets, two halves of a share by hash. */
function windowsOf(source: HeldOutSource, basketTime: Float64Array, settings: EngineSettings): DrawnWindow[] {
  const { baskets } = source;
  const { contents, counted } = baskets;
  const canBeAsked = counted.map((counts, b) => (contents.offsets[b + 1] - contents.offsets[b] > 1 ? counts : 0));
  const times = basketTime.filter((_, b) => canBeAsked[b] === 1);
  const dayOf = daysOf(settings.baskets.timeZone ?? guessTimeZone(basketTime).zone);
  const windows = timeWindows(times, settings.holdOut.share, dayOf);
  if (windows.length > 0) {
    const shareOf = dayShares(times, dayOf);
    return windows.map((window) => {
      const { training, queries } = askWindow(source, basketTime, { window, canBeAsked, shareOf }, settings);
      return { training, queries, whole: queries };
    });
  }
  const { training, queries } = holdOut(source, settings.holdOut);
  return foldsOf(queries).map((half) => ({ training, queries: half, whole: queries }));
}

/** Questions of one window, and the baskets before it. Of a busy day only a share is asked about. */
function askWindow(
  source: HeldOutSource,
  basketTime: Float64Array,
  {
    window: { since, until },
    canBeAsked,
    shareOf,
  }: { readonly window: TimeWindow; readonly canBeAsked: Uint8Array; readonly shareOf: (time: number) => number },
  { holdOut: options }: EngineSettings,
): Window {
  const { baskets, basketHash } = source;
  const later = basketTime.map((time) => (time >= since ? 1 : 0));
  const training = withoutBaskets(baskets, Uint8Array.from(later));
  const asked = canBeAsked.map((can, b) => {
    const inside = later[b] === 1 && basketTime[b] < until;
    return inside && basketHash[b] / 2 ** 32 < shareOf(basketTime[b]) ? can : 0;
  });
  return { training, queries: drawQueries(source, asked, training, options) };
}

/** 32 bits of an id. */
function idHash(id: string): number {
  let hash = FNV_BASIS;
  for (let i = 0; i < id.length; i++) hash = fnvStep(hash, id.charCodeAt(i));
  return murmurStep(hash >>> 0, id.length);
}

/** For each product, the category that stands for it in "another category", -1 for none. */
export function categoryGroupsOf({ products }: Catalogue, categoryGroups: Int32Array): Int32Array {
  return products.categories.map((category) => (category < 0 ? -1 : categoryGroups[category]));
}
