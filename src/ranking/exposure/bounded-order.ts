import { TopK } from '../../core/numerics/index.js';
import { BOUNDED_PLACES, bidsOf, leaderAt, type ExposurePrices } from './exposure-prices.js';

/**
 * Candidates in the order in which they are shown: those that stand on the list at its prices by falling share, one of them
 * first that leads by enough; then the others by what they bid.
 *
 * @param products [candidates]
 * @param shares [candidates] scores as shares of the list's
 * @returns places of the candidates, best first; ties by product number
 */
export function boundedOrder(products: Int32Array, shares: Float64Array, { price, lead }: ExposurePrices): Int32Array {
  const bids = bidsOf({ products, shares }, price);
  const shown = [...new TopK(BOUNDED_PLACES, -Infinity).of(bids)].sort(
    (a, b) => shares[b] - shares[a] || products[a] - products[b],
  );
  const first = leaderAt(
    shown.map((at) => Math.log(shares[at] + Number.MIN_VALUE)),
    shown.map((at) => lead[products[at]]),
  );
  const leading = shown.splice(first, 1);
  const standing = new Set([...leading, ...shown]);
  const others = [...products.keys()]
    .filter((at) => !standing.has(at))
    .sort((a, b) => bids[b] - bids[a] || products[a] - products[b]);
  return Int32Array.from([...leading, ...shown, ...others]);
}

/**
 * Scores in the order shown, each below the one before it: where bounded exposure put a candidate before one with a larger
 * score, that one is given hardly less than what stands before it.
 */
export function fallingScores(scores: Float64Array): Float64Array {
  const falling = scores.slice();
  const lead = scores.subarray(0, BOUNDED_PLACES).reduce((most, score) => Math.max(most, score), 0);
  if (falling.length > 0) falling[0] = Math.max(falling[0], lead);
  for (let i = 1; i < falling.length; i++) falling[i] = Math.min(falling[i], falling[i - 1] * FALL);
  return falling;
}

/** More than a float32 rounds away. */
const FALL = 1 - 2 ** -20;
