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

/** For each product, the category that stands for it in "another category", -1 for none. */
export function linesOf({ products }: Catalogue, lines: Int32Array): Int32Array {
  return products.categories.map((category) => (category < 0 ? -1 : lines[category]));
}
