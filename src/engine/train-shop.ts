import { availableParallelism } from 'node:os';
import { categoryLines, type CategoryLevel } from '../adjacency/index.js';
import type { OnnxRuntime } from '../model/index.js';
import { UNFITTED } from '../recommend/index.js';
import { fitToHeldOut } from './fit-to-held-out.js';
import { gatherShop, type GatheredShop, type ShopColumns } from './gathered-shop.js';
import { addSecondStage } from './add-second-stage.js';
import { holdOutShop } from './held-out-shop.js';
import { learnNetwork } from './learn-network.js';
import type { NetworkSettings } from './network-settings.js';
import type { EngineSettings } from './settings.js';
import type { TrainHooks } from './train-hooks.js';
import type { TrainedModel } from './trained-model.js';
import { validate } from './validation.js';

export interface TrainOptions {
  readonly settings: EngineSettings;
  /** Left out: the network stays untrained. */
  readonly network?: NetworkSettings | undefined;
  readonly level: CategoryLevel;
  /** A model whose network to start from. */
  readonly earlier?: TrainedModel | undefined;
  /** Id of a category: the network is trained on the products under it alone. */
  readonly category?: string | undefined;
}

/**
 * Decides a model for a shop: sets the newest tenth of the baskets aside, trains the network without them, and fits the
 * ranking to what was in them.
 *
 * The same shop, options and earlier model give the same model, for any number of threads, and also when training was
 * resumed from a checkpoint. Where nothing links products of different categories, the network stays untrained.
 *
 * @param gathered what `gatherShop` gives of this shop, for a caller who has it already
 * @throws AlongsideError `training-diverged`; UsageError `unknown-category`
 */
export async function trainShop(
  runtime: OnnxRuntime,
  shop: ShopColumns,
  { settings, network: networkSettings, level, earlier, category }: TrainOptions,
  hooks: TrainHooks,
  gathered: GatheredShop = gatherShop(shop, settings),
): Promise<TrainedModel> {
  const { catalogue } = shop;
  const { progress } = hooks;
  const lines = categoryLines(catalogue.categories, level);
  const heldOut = holdOutShop(shop, gathered.baskets, lines, settings);
  const learnable = heldOut ?? { catalogue, lines, training: gathered, queries: [] };
  const network =
    networkSettings === undefined
      ? undefined
      : await learnNetwork(
          runtime,
          learnable,
          { settings: networkSettings, earlier: earlier?.network, category },
          hooks,
        );
  const learned = network === undefined ? {} : { network };
  if (heldOut === undefined) return { settings, level, ...learned, ranking: UNFITTED };

  const chosen = { ...settings, evidence: heldOut.evidence };
  const fitted = await fitToHeldOut(runtime, heldOut, { settings: chosen, ...learned }, progress);
  const { inputs, ranking, debiasCurve } = await addSecondStage(runtime, heldOut, fitted, chosen, progress);
  progress({ step: 'validating', done: 0, total: heldOut.queries.length, unit: 'queries' });
  const { embeddings, dimension } = fitted.items;
  const validation = await validate({ inputs, embeddings, dimension }, heldOut.queries, availableParallelism());
  return { settings: chosen, level, ...learned, ranking, debiasCurve, validation };
}
