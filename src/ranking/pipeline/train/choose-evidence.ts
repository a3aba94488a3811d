import type { EvidenceOptions } from '../../../learning/cooccurrence/index.js';
import { evidenceLikelihood, type HeldOutQuery } from '../../fitting/index.js';
import { gatherBaskets, type GatheredShop, type ShopBaskets } from '../gather/gather-shop.js';

/** What is tried: how much a basket's size and the distance within it take from a pair. */
const DAMPINGS = [0, 0.25, 0.5];
const DISTANCES = [0, 0.5];

/**
 * Chooses how co-occurrence is weighed: the weights under which the evidence, with popularity behind it, makes the held-out
 * answers likeliest.
 */
export function chooseEvidence(
  shop: ShopBaskets,
  queries: readonly HeldOutQuery[],
  categoryGroupOf: Int32Array,
  standard: EvidenceOptions,
): GatheredShop {
  let best: { gathered: GatheredShop; likelihood: number } | undefined;
  for (const distance of shop.baskets.places === undefined ? [0] : DISTANCES) {
    for (const damping of DAMPINGS) {
      const gathered = gatherBaskets(shop, { evidence: { ...standard, damping, distance } });
      const likelihood = evidenceLikelihood(gathered.evidence.pairs, gathered.popularity, categoryGroupOf, queries);
      if (best === undefined || likelihood > best.likelihood) best = { gathered, likelihood };
    }
  }
  return best?.gathered ?? gatherBaskets(shop, { evidence: standard });
}
