import { basketClock, type BasketClock, type Evidence } from '../../../learning/cooccurrence/index.js';
import { weightedDegrees } from '../../../learning/propagation/index.js';
import type { CategoryLevel, Catalogue, EventFrame, Shop } from '../../../shop/index.js';
import type { RankingInputs } from '../../candidates/index.js';
import { unscaledGraph } from '../embed/item-network.js';
import { rareProducts } from '../gather/few-bought.js';
import type { PreparedShop } from '../rank/prepare-shop.js';
import type { TrainedModel } from '../trained-model.js';

/**
 * What a full run fitted, counted and embedded for the whole shop, as plain data. Until the next, a product's row is a function of
 * its own events and of this alone: `rowsUnderEpoch`.
 */
export interface Epoch {
  readonly model: TrainedModel;
  readonly level: CategoryLevel;
  /** As it was: products are numbered by it, those that came since after them; categories alike. */
  readonly catalogue: Catalogue;
  readonly frame: EventFrame;
  /** Ids of the users who are no person but many. */
  readonly guests: readonly string[];
  readonly clock: BasketClock;
  /** 1 for the products whose events are left out, where what few people did is kept out of the ranking. */
  readonly rare?: Uint8Array;
  /** What products are ranked by and among. */
  readonly inputs: RankingInputs;
  /** [products] the sum of each row of the evidence, and the people who bought or carted each. */
  readonly mass: Float64Array;
  readonly buyers: Int32Array;
  /** [products] the weighted degree of each in the item graph, before it was taken out. */
  readonly degrees: Float64Array;
  /** Per layer of the network, what it reads of each product: [products, dimension]; none for a filter. */
  readonly layers: readonly Float32Array[];
  readonly dimension: number;
  /** [categories] 1 for those of which something is known: products of theirs have a list without any event. */
  readonly informed: Uint8Array;
  readonly coldProductLists: boolean;
  readonly explained: number;
}

/** What an epoch is made of: a full run's shop. */
export interface FullRun {
  /** As the graph has it, and as it was ranked. */
  readonly shop: Shop;
  readonly ranked: Shop;
  readonly prepared: PreparedShop;
  /** What `prepareShop` handed to `keep`. */
  readonly layers: readonly Float32Array[];
}

/** The epoch that a full run begins. */
export function makeEpoch({ shop, ranked, prepared, layers }: FullRun): Epoch {
  const { model, level, inputs, evidence, dimension, informed, coldProductLists, explained } = prepared;
  const { interactions, userIds } = shop;
  const rare = rareProducts(shop, model.settings);
  return {
    model,
    level,
    catalogue: prepared.catalogue,
    frame: { finest: interactions.finest, believedBefore: interactions.believedBefore },
    guests: interactions.guests.map((user) => userIds[user]),
    clock: basketClock(ranked.interactions, model.settings.baskets),
    ...(rare === undefined ? {} : { rare }),
    inputs,
    mass: evidence.mass,
    buyers: evidence.buyers,
    degrees: degreesOf(evidence, model),
    layers,
    dimension,
    informed,
    coldProductLists,
    explained,
  };
}

function degreesOf(evidence: Evidence, model: TrainedModel): Float64Array {
  const { neighbours, layer } = graphOptions(model);
  return weightedDegrees(unscaledGraph(evidence, neighbours, layer));
}

/** How the model's item graph is made. */
export function graphOptions({ network, settings }: Pick<TrainedModel, 'network' | 'settings'>) {
  return {
    neighbours: network?.settings.neighbours ?? settings.neighbours,
    layer: network?.trained.config.layer ?? settings.encoder.layer,
  };
}
