import {
  basketWeightSums,
  formBaskets,
  gatherEvidence,
  type Baskets,
  type Evidence,
  type EvidenceOptions,
} from '../../../learning/cooccurrence/index.js';
import type { Catalogue, Interactions } from '../../../shop/index.js';
import type { EngineSettings } from '../settings.js';

/** What the engine knows of a shop; an exported graph and a folder of files both give it. */
export interface ShopColumns {
  readonly catalogue: Catalogue;
  readonly interactions: Interactions;
}

/** A shop's events as baskets, and what they say of its products. */
export interface GatheredShop {
  readonly baskets: Baskets;
  readonly evidence: Evidence;
  /** [products] weighted number of baskets that hold each product. */
  readonly popularity: Float64Array;
  /** How the evidence is weighed. */
  readonly options: EvidenceOptions;
}

/** Groups the events into baskets and gathers the evidence between products. */
export function gatherShop(
  { catalogue, interactions }: ShopColumns,
  settings: Pick<EngineSettings, 'baskets' | 'evidence'>,
): GatheredShop {
  // What one order holds was bought at once: its order says nothing.
  const ordered = interactions.ordered && interactions.unit !== 'order';
  const baskets = formBaskets({ ...interactions, ordered }, catalogue.products.ids.length, settings.baskets);
  return gatherBaskets(baskets, settings);
}

/** The same from baskets that were formed already, some of which may be set aside. */
export function gatherBaskets(baskets: Baskets, { evidence }: Pick<EngineSettings, 'evidence'>): GatheredShop {
  return {
    baskets,
    evidence: gatherEvidence(baskets, evidence),
    popularity: basketWeightSums(baskets),
    options: evidence,
  };
}
