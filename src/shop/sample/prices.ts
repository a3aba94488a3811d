import type { Leaf } from './catalogue.js';
import type { Naming } from './titles.js';

/**
 * A price within the leaf's range that rises with the brand's tier and, where the leaf says so, with the variant.
 *
 * @param jitter uniform in [0, 1)
 */
export function priceOf(leaf: Leaf, { tier, variant }: Naming, jitter: number): number {
  const { cheapest, dearest } = leaf;
  const size = leaf.priceFollowsVariant ? variant / Math.max(1, leaf.variants.length - 1) : 0.5;
  const position = 0.45 * (tier / 2) + 0.4 * size + 0.15 * jitter;
  // Convex: most of a range lies nearer its cheap end.
  return charming(cheapest + (dearest - cheapest) * position * (0.35 + 0.65 * position));
}

/** The nearest price below that a shop would print: 12.49, 89.95, 349. */
function charming(price: number): number {
  if (price < 20) return Math.floor(price) + (price % 1 < 0.5 ? 0.49 : 0.99);
  if (price < 100) return Math.floor(price) + 0.95;
  return Math.floor(price / 10) * 10 + 9;
}
