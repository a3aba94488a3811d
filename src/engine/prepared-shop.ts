import { categoryLines, type CategoryLevel, type Evidence } from '../adjacency/index.js';
import type { OnnxRuntime } from '../model/index.js';
import type { RankingInputs } from '../recommend/index.js';
import type { Catalogue } from '../shop/index.js';
import type { CandidateList } from '../snapshots/index.js';
import type { EngineHooks } from './engine-hooks.js';
import { gatherShop, type GatheredShop, type ShopColumns } from './gathered-shop.js';
import { embedItems } from './item-network.js';
import {
  informedCategories,
  listedProducts,
  popularProducts,
  rankCategories,
  relationsByCategory,
} from './list-sources.js';
import { priorContext } from './prior-context.js';
import type { Rankable } from './ranking/ranking-work.js';
import { signalSources } from './signal-sources.js';
import type { TrainedModel } from './trained-model.js';

/** All that lists are made from, for a shop as it is now. */
export interface PreparedShop extends Rankable {
  readonly catalogue: Catalogue;
  readonly model: TrainedModel;
  /** Where "another category" begins. */
  readonly level: CategoryLevel;
  readonly evidence: Evidence;
  /** Products with a list of their own. */
  readonly listed: Int32Array;
  /** Category numbers with the list of a product of theirs that has none. */
  readonly categoryLists: readonly (readonly [number, CandidateList])[];
  /** Most bought products over all categories, best first. */
  readonly popular: Int32Array;
  /** Products without any event. */
  readonly eventless: Int32Array;
}

/**
 * Applies a model to a shop: evidence, item graph, embeddings, and everything else that ranking reads.
 *
 * Products that came after the model was trained take their place by the graph and by their attributes.
 *
 * @param level where lists draw "another category"; the model's own if left out
 * @param gathered what `gatherShop` gives of this shop with the model's settings, for a caller who has it already
 */
export async function prepareShop(
  runtime: OnnxRuntime,
  shop: ShopColumns,
  model: TrainedModel,
  { progress }: EngineHooks,
  level: CategoryLevel = model.level,
  gathered: GatheredShop = gatherShop(shop, model.settings),
): Promise<PreparedShop> {
  const { catalogue } = shop;
  const { evidence, popularity } = gathered;
  const { settings } = model;
  const network = await embedItems(runtime, catalogue, evidence, settings, progress);
  const context = priorContext(catalogue, gathered, categoryLines(catalogue.categories, level));
  const relations = relationsByCategory(catalogue);
  const { basketTime } = shop.interactions;
  const sources =
    model.ranking.secondStage === undefined
      ? undefined
      : await signalSources(runtime, gathered.baskets, basketTime, network, settings.signals, progress);
  const inputs: RankingInputs = {
    evidence,
    graph: network.graph,
    context,
    model: model.ranking,
    ...(sources === undefined ? {} : { sources }),
    relations,
    candidates: settings.candidates,
  };
  const informed = informedCategories(catalogue, evidence.mass, relations);
  return {
    catalogue,
    model,
    level,
    evidence,
    inputs,
    embeddings: network.embeddings,
    dimension: network.dimension,
    listed: listedProducts(catalogue, evidence.mass, informed),
    categoryLists: rankCategories(inputs, informed),
    popular: popularProducts(context, popularity, settings.popularPerCategory),
    eventless: Int32Array.from([...popularity.keys()].filter((product) => popularity[product] === 0)),
  };
}
