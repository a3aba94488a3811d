import { categoryLines, type CategoryLevel } from '../adjacency/index.js';
import type { EngineHooks } from './engine-hooks.js';
import type { OnnxRuntime } from '../model/index.js';
import { UNFITTED } from '../recommend/index.js';
import { fitToHeldOut } from './fit-to-held-out.js';
import { gatherShop, type GatheredShop, type ShopColumns } from './gathered-shop.js';
import { addSecondStage } from './add-second-stage.js';
import { holdOutShop } from './held-out-shop.js';
import type { EngineSettings } from './settings.js';
import type { TrainedModel } from './trained-model.js';

/**
 * A model whose network is untrained random features; only the ranking is fitted, to a tenth of the baskets.
 *
 * @param gathered what `gatherShop` gives of this shop, for a caller who has it already
 */
export async function untrainedModel(
  runtime: OnnxRuntime,
  shop: ShopColumns,
  options: { readonly settings: EngineSettings; readonly level: CategoryLevel },
  { progress }: EngineHooks,
  gathered: GatheredShop = gatherShop(shop, options.settings),
): Promise<TrainedModel> {
  const { settings, level } = options;
  const lines = categoryLines(shop.catalogue.categories, level);
  const heldOut = holdOutShop(shop, gathered.baskets, lines, settings);
  if (heldOut === undefined) return { settings, level, ranking: UNFITTED };
  const chosen = { ...settings, evidence: heldOut.evidence };
  const fitted = await fitToHeldOut(runtime, heldOut, { settings: chosen }, progress);
  const { ranking, debiasCurve } = await addSecondStage(runtime, heldOut, fitted, chosen, progress);
  return { settings: chosen, level, ranking, debiasCurve };
}
