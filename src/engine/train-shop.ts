import { availableParallelism } from 'node:os';
import { categoryLines, type CategoryLevel } from '../adjacency/index.js';
import type { OnnxRuntime } from '../model/index.js';
import { UNFITTED, type RankingInputs } from '../recommend/index.js';
import type { EngineHooks } from './engine-hooks.js';
import { fitToHeldOut } from './fit-to-held-out.js';
import { gatherShop, type GatheredShop, type ShopColumns } from './gathered-shop.js';
import { holdOutShop } from './held-out-shop.js';
import { relationsByCategory } from './list-sources.js';
import type { EngineSettings } from './settings.js';
import type { TrainedModel } from './trained-model.js';
import { validate } from './validation.js';

export interface TrainOptions {
  readonly settings: EngineSettings;
  readonly level: CategoryLevel;
}

/**
 * Decides a model for a shop: sets the newest tenth of the baskets aside, trains the network without them, and fits the
 * ranking to what was in them.
 *
 * @param gathered what `gatherShop` gives of this shop, for a caller who has it already
 */
export async function trainShop(
  runtime: OnnxRuntime,
  shop: ShopColumns,
  { settings, level }: TrainOptions,
  { progress }: EngineHooks,
  gathered: GatheredShop = gatherShop(shop, settings),
): Promise<TrainedModel> {
  const { catalogue } = shop;
  const lines = categoryLines(catalogue.categories, level);
  const heldOut = holdOutShop(shop, gathered.baskets, lines, settings);
  if (heldOut === undefined) return { settings, level, ranking: UNFITTED };
  const { ranking, context, network } = await fitToHeldOut(runtime, heldOut, settings, progress);
  const inputs: RankingInputs = {
    evidence: heldOut.training.evidence,
    graph: network.graph,
    context,
    model: ranking,
    relations: relationsByCategory(catalogue),
    candidates: settings.candidates,
  };
  progress({ step: 'validating', done: 0, total: heldOut.queries.length, unit: 'queries' });
  const validation = await validate({ inputs, ...network }, heldOut.queries, availableParallelism());
  return { settings, level, ranking, validation };
}
