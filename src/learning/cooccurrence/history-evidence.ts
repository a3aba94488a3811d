import type { Evidence } from './evidence.js';

/**
 * Evidence for a user: the evidence of the latest products, each weighted by its age in steps, C_u = Σ_age w[age] C[product].
 *
 * @param latest the user's products, the latest first; a product that stands twice counts once, at its youngest
 * @param weights weight of each age; what is older than the list counts nothing
 * @param into [products]: C_u
 * @returns |C_u|: the weighted mass of the same products
 */
export function gatherHistoryEvidence(
  { pairs, mass }: Pick<Evidence, 'pairs' | 'mass'>,
  latest: Int32Array,
  weights: readonly number[],
  into: Float64Array,
): number {
  into.fill(0);
  let total = 0;
  const ages = Math.min(latest.length, weights.length);
  for (let age = 0; age < ages; age++) {
    const product = latest[age];
    if (latest.indexOf(product) < age) continue;
    const last = pairs.offsets[product + 1];
    for (let e = pairs.offsets[product]; e < last; e++) into[pairs.columns[e]] += weights[age] * pairs.values[e];
    total += weights[age] * mass[product];
  }
  return total;
}
