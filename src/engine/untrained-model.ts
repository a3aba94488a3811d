import { categoryLines, type CategoryLevel } from '../adjacency/index.js';
import type { EngineHooks } from './engine-hooks.js';
import type { OnnxRuntime } from '../model/index.js';
import { UNFITTED } from '../recommend/index.js';
import { fitToHeldOut } from './fit-to-held-out.js';
import { gatherShop, type GatheredShop, type ShopColumns } from './gathered-shop.js';
import { holdOutByHash } from './held-out-shop.js';
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
  const heldOut = holdOutByHash(shop.catalogue, gathered.baskets, lines, settings);
  const fitted = heldOut === undefined ? undefined : await fitToHeldOut(runtime, heldOut, settings, progress);
  return { settings, level, ranking: fitted?.ranking ?? UNFITTED };
}
