import {
  basketDemand,
  basketWeightSums,
  formBaskets,
  gatherEvidence,
  type Baskets,
  type DemandOptions,
  type Evidence,
  type EvidenceOptions,
} from '../../../learning/cooccurrence/index.js';
import type { SpectralBasis } from '../../../learning/factorisation/index.js';
import type { Catalogue, Interactions } from '../../../shop/index.js';
import type { EngineSettings } from '../settings.js';

/** What the engine knows of a shop; an exported graph and a folder of files both give it. */
export interface ShopColumns {
  readonly catalogue: Catalogue;
  readonly interactions: Interactions;
}

/** A shop's events as baskets, some of which may be set aside. */
export interface ShopBaskets {
  readonly catalogue: Catalogue;
  readonly baskets: Baskets;
  /** Per basket: epoch milliseconds, NaN where unknown. */
  readonly basketTime: Float64Array;
}

/** How a shop's baskets are weighed. */
export interface Weighing {
  readonly evidence: EvidenceOptions;
  readonly demand: DemandOptions;
}

/** A shop's baskets, and what they say of its products. */
export interface GatheredShop extends ShopBaskets {
  readonly evidence: Evidence;
  /** [products] weighted number of baskets that hold each product, where a person's count little more than one. */
  readonly popularity: Float64Array;
  /** [products] how much each went along with others, of late (see `basketDemand`). */
  readonly demand: Float64Array;
  /** How evidence and demand are weighed. */
  readonly options: Weighing;
  /** What `filterBasis` gives of the baskets, where it was computed already. */
  readonly basis?: SpectralBasis;
}

/** Groups the events into baskets and gathers the evidence between products. */
export function gatherShop(
  { catalogue, interactions }: ShopColumns,
  settings: Pick<EngineSettings, 'baskets' | keyof Weighing>,
): GatheredShop {
  // What one order holds was bought at once: its order says nothing.
  const ordered = interactions.ordered && interactions.unit !== 'order';
  const baskets = formBaskets({ ...interactions, ordered }, catalogue.products.ids.length, settings.baskets);
  return gatherBaskets({ catalogue, baskets, basketTime: interactions.basketTime }, settings);
}

/** The same from baskets that were formed already. */
export function gatherBaskets(
  { catalogue, baskets, basketTime }: ShopBaskets,
  { evidence, demand }: Weighing,
): GatheredShop {
  return {
    catalogue,
    baskets,
    basketTime,
    evidence: gatherEvidence(baskets, evidence),
    popularity: basketWeightSums(baskets, evidence.repeat),
    demand: basketDemand(baskets, demand, evidence.repeat),
    options: { evidence, demand },
  };
}
