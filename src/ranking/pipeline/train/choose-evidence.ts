import type { Baskets, EvidenceOptions } from '../../../learning/cooccurrence/index.js';
import { evidenceLikelihood, type HeldOutQuery } from '../../fitting/index.js';
import { gatherBaskets, type GatheredShop } from '../gather/gather-shop.js';

/** What is tried: how much a basket's size and the distance within it take from a pair. */
const DAMPINGS = [0, 0.25, 0.5];
const DISTANCES = [0, 0.5];

/**
 * Chooses how co-occurrence is weighed: the weights under which the evidence, with popularity behind it, makes the held-out
 * answers likeliest.
 */
export function chooseEvidence(
  baskets: Baskets,
  queries: readonly HeldOutQuery[],
  categoryGroupOf: Int32Array,
  standard: EvidenceOptions,
): { readonly options: EvidenceOptions; readonly gathered: GatheredShop } {
  let best: { options: EvidenceOptions; gathered: GatheredShop; likelihood: number } | undefined;
  for (const distance of baskets.places === undefined ? [0] : DISTANCES) {
    for (const damping of DAMPINGS) {
      const options = { ...standard, damping, distance };
      const gathered = gatherBaskets(baskets, { evidence: options });
      const likelihood = evidenceLikelihood(gathered.evidence.pairs, gathered.popularity, categoryGroupOf, queries);
      if (best === undefined || likelihood > best.likelihood) best = { options, gathered, likelihood };
    }
  }
  return best ?? { options: standard, gathered: gatherBaskets(baskets, { evidence: standard }) };
}
