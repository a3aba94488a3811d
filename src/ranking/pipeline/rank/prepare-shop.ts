import type { ReportProgress } from '../../../core/index.js';
import { groupCategories, type CategoryLevel } from '../../../shop/index.js';
import { CategorySupport, basketHolders, type Evidence } from '../../../learning/cooccurrence/index.js';
import type { EncodeOptions } from '../../../learning/propagation/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import { learnedRelations, type RankingInputs, type SignalSources } from '../../candidates/index.js';
import type { HistoryUse } from '../../lists/index.js';
import type { Catalogue } from '../../../shop/index.js';
import type { LearnedRelation } from '../../types.js';
import type { EngineHooks } from '../engine-hooks.js';
import { decideHistoryUse } from '../users/decide-history-use.js';
import { gatherShop, type GatheredShop, type ShopColumns } from '../gather/gather-shop.js';
import { embedItems } from '../embed/embed-items.js';
import type { ItemNetwork } from '../embed/item-network.js';
import {
  informedCategories,
  listedProducts,
  popularProducts,
  rankCategories,
  rankCategoryColdProducts,
  relationsByCategory,
  type CategoryLists,
} from './category-lists.js';
import {
  borrowEvidence,
  borrowSources,
  listsColdProducts,
  coldProductCandidates,
  coldProductNeighbours,
} from './cold-products.js';
import { boundExposure } from './bound-exposure.js';
import { priorContext } from './prior-context.js';
import type { Rankable } from './ranking-work.js';
import { shareArrays } from './share-arrays.js';
import { signalSources } from './signal-sources.js';
import type { TrainedModel } from '../trained-model.js';

/** Enough for what a page shows. */
const EXPLAINED = 50;

/** All that lists are made from, for a shop as it is now. */
export interface PreparedShop extends Rankable {
  readonly catalogue: Catalogue;
  readonly model: TrainedModel;
  /** Where "another category" begins. */
  readonly level: CategoryLevel;
  readonly evidence: Evidence;
  /** Candidates of each list, from the best on, whose scores' parts are kept. */
  readonly explained: number;
  /** [categories] 1 for those of which something is known. */
  readonly informed: Uint8Array;
  /** Products with a list of their own. */
  readonly listed: Int32Array;
  /** Category numbers with the list of a product of theirs that has none. */
  readonly categoryLists: CategoryLists;
  /** Whether each listed product has a list of cold-start products too. */
  readonly coldProductLists: boolean;
  /** Category numbers, -1 for none, with the cold-start products for a product of theirs that has no list of them. */
  readonly categoryColdProducts: CategoryLists;
  /** What customers' baskets say of each category's relations to others, for those of which they say anything; read once. */
  readonly learnedRelations: Iterable<readonly [category: number, relations: readonly LearnedRelation[]]>;
  /** Most bought products over all categories, best first. */
  readonly popular: Int32Array;
  /** What customers' histories are good for. */
  readonly history: HistoryUse;
  /** Products without any event. */
  readonly eventless: Int32Array;
}

export interface PrepareOptions {
  /** Where lists draw "another category"; the model's own if left out. */
  readonly level?: CategoryLevel | undefined;
  /** What `gatherShop` gives of this shop, where it was gathered already; used where the model weighs evidence alike. */
  readonly gathered?: GatheredShop;
  /** Given what each layer of the network reads: what an epoch keeps (see `makeEpoch`). */
  readonly keep?: EncodeOptions['keep'];
}

/**
 * Applies a model to a shop: evidence, item graph, embeddings, and everything else that ranking reads.
 *
 * Products that came after the model was trained take their place by the graph and by their attributes.
 */
export async function prepareShop(
  runtime: OnnxRuntime,
  shop: ShopColumns,
  model: TrainedModel,
  { progress, note = () => undefined }: EngineHooks,
  { level = model.level, gathered: known, keep }: PrepareOptions = {},
): Promise<PreparedShop> {
  const { catalogue } = shop;
  const gathered = known !== undefined && weighsAlike(known, model) ? known : gatherShop(shop, model.settings);
  const { evidence, popularity } = gathered;
  const { settings } = model;
  const items = await embedItems(runtime, gathered, model, { progress, keep });
  const context = priorContext(gathered, groupCategories(catalogue.categories, level));
  const relations = relationsByCategory(catalogue);
  const neighbours = coldProductNeighbours(catalogue, evidence, context);
  const read = await readSources(runtime, gathered, items, model, progress);
  const { affinity, ...others } = borrowSources(read, neighbours, model.network !== undefined);
  // Ranking threads read them where they lie from here on. ONNX Runtime, which reads the embeddings, takes no shared memory.
  const sources = { affinity, ...shareArrays(others) };
  const coldProducts = coldProductCandidates(neighbours, context, popularity);
  const unbounded: RankingInputs = {
    evidence: { ...borrowEvidence(evidence, neighbours), ...uncut(gathered) },
    graph: items.graph,
    context,
    model: model.ranking,
    sources,
    coldProducts,
    relations,
    candidates: settings.candidates,
  };
  const prices = await boundExposure(
    { inputs: unbounded, embeddings: sources.affinity.values, dimension: items.dimension },
    gathered,
  );
  const inputs: RankingInputs = prices === undefined ? unbounded : { ...unbounded, prices };
  const informed = informedCategories(catalogue, evidence.mass, relations);
  return {
    catalogue,
    informed,
    model,
    level,
    evidence,
    inputs,
    explained: settings.explained ?? EXPLAINED,
    embeddings: sources.affinity.values,
    dimension: items.dimension,
    listed: listedProducts(catalogue, evidence.mass, informed),
    categoryLists: rankCategories(inputs, informed),
    coldProductLists: listsColdProducts(coldProducts, note),
    categoryColdProducts: rankCategoryColdProducts(inputs),
    learnedRelations: learnedRelations(
      context,
      new CategorySupport(gathered.baskets, catalogue.products.categories, catalogue.categories.ids.length),
    ),
    popular: popularProducts(context, popularity, settings.popularPerCategory),
    history: decideHistoryUse(shop.interactions, model),
    eventless: Int32Array.from([...popularity.keys()].filter((product) => popularity[product] === 0)),
  };
}

/** What the model's second stage reads; the embeddings alone where it has none. */
async function readSources(
  runtime: OnnxRuntime,
  gathered: GatheredShop,
  items: ItemNetwork,
  { ranking: { secondStage: stage }, settings }: TrainedModel,
  progress: ReportProgress,
): Promise<SignalSources> {
  if (stage === undefined) return { affinity: { dimension: items.dimension, values: items.embeddings } };
  return signalSources(runtime, gathered, items, { ...settings, stage }, progress);
}

/** What pairs are counted from that the evidence had no room for; nothing where pairs of a few people are left out of it. */
function uncut({ baskets, options }: GatheredShop): Pick<RankingInputs['evidence'], 'uncut'> {
  const { keep, leastPeople } = options.evidence;
  return leastPeople === undefined ? { uncut: { keep, holders: basketHolders(baskets, options.evidence) } } : {};
}

function weighsAlike({ options }: GatheredShop, { settings }: TrainedModel): boolean {
  return JSON.stringify(options) === JSON.stringify({ evidence: settings.evidence, demand: settings.demand });
}
