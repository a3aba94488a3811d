import { availableParallelism } from 'node:os';
import { groupCategories, type CategoryLevel } from '../../../shop/index.js';
import type { ReportProgress } from '../../../core/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import type { SpectralFilter } from '../../../learning/propagation/index.js';
import type { UserModel } from '../../../learning/sequence/index.js';
import { UNFITTED } from '../../fitting/index.js';
import type { SpectralBasis } from '../../../learning/factorisation/index.js';
import { chooseFilter, filterBasis, standardFilter } from '../embed/filter-layer.js';
import { fitToHeldOut } from './fit-to-held-out.js';
import { gatherBaskets, gatherShop, type GatheredShop, type ShopColumns } from '../gather/gather-shop.js';
import { addSecondStage } from './add-second-stage.js';
import { embedItems } from '../embed/embed-items.js';
import { holdOutShop, type HeldOutShop } from './held-out-shop.js';
import { learnNetwork } from './learn-network.js';
import { priorContext } from '../rank/prior-context.js';
import type { NetworkSettings } from '../network-settings.js';
import type { EngineSettings } from '../settings.js';
import type { TrainHooks } from './train-hooks.js';
import type { TrainedModel } from '../trained-model.js';
import type { UserWay } from '../choices.js';
import { fitKindWeights } from './users/fit-kind-weights.js';
import { learnUsers } from './users/learn-users.js';
import { validate } from './validate-lists.js';

export interface TrainOptions {
  readonly settings: EngineSettings;
  /** Left out: the network stays untrained. Of no account where the settings name a filter. */
  readonly network?: NetworkSettings | undefined;
  readonly level: CategoryLevel;
  /** How customers are answered; the lists of their latest products if left out. */
  readonly users?: UserWay | undefined;
  /** A model whose network to start from. */
  readonly earlier?: TrainedModel | undefined;
  /** Id of a category: the network is trained on the products under it alone. */
  readonly category?: string | undefined;
}

/**
 * Decides a model for a shop: sets the newest tenth of the baskets aside, trains the network without them or chooses a
 * filter on them, and fits the ranking to what was in them.
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
  { settings, network: networkSettings, level, earlier, category, users: way = 'lists' }: TrainOptions,
  hooks: TrainHooks,
  gathered: GatheredShop = gatherShop(shop, settings),
): Promise<TrainedModel> {
  const { catalogue } = shop;
  const { progress } = hooks;
  const categoryGroups = groupCategories(catalogue.categories, level);
  const heldOut = holdOutShop(shop, gathered.baskets, categoryGroups, settings);
  const learnable = heldOut ?? { catalogue, categoryGroups, training: gathered, queries: [] };
  const network =
    networkSettings === undefined || settings.filter !== undefined
      ? undefined
      : await learnNetwork(
          runtime,
          learnable,
          { settings: networkSettings, earlier: earlier?.network, category },
          hooks,
        );
  const { filter, basis } = await decideFilter(runtime, heldOut, settings, progress);
  const learned = {
    ...(network === undefined ? {} : { network }),
    ...(filter === undefined ? {} : { filter }),
  };
  if (heldOut === undefined) return { settings, level, ...learned, ranking: UNFITTED };

  const chosen = { ...settings, evidence: heldOut.evidence };
  const fitted = await fitToHeldOut(runtime, heldOut, { settings: chosen, ...learned }, progress, basis);
  const { inputs, ranking, debiasCurve } = await addSecondStage(runtime, heldOut, fitted, chosen, progress);
  progress({ step: 'validating', done: 0, total: heldOut.queries.length, unit: 'queries' });
  const { embeddings, dimension } = fitted.items;
  const validation = await validate({ inputs, embeddings, dimension }, heldOut.queries, availableParallelism());
  const users = await placeUsers(runtime, shop, gathered, { settings: chosen, level, ...learned }, way, hooks);
  const kindWeights = fitKindWeights(shop.interactions, heldOut, chosen);
  return {
    settings: chosen,
    level,
    ...learned,
    ranking,
    debiasCurve,
    validation,
    ...(kindWeights === undefined ? {} : { kindWeights }),
    ...(users === undefined ? {} : { users }),
  };
}

/** The filter that the settings ask for, chosen on what was held out, and the eigenvectors that it was chosen with. */
async function decideFilter(
  runtime: OnnxRuntime,
  heldOut: HeldOutShop | undefined,
  { filter }: EngineSettings,
  progress: ReportProgress,
): Promise<{ readonly filter?: SpectralFilter; readonly basis?: SpectralBasis }> {
  if (filter === undefined) return {};
  if (heldOut === undefined) return { filter: standardFilter(filter) };
  const { catalogue, training, categoryGroups, queries } = heldOut;
  const basis = await filterBasis(runtime, training.baskets, filter, progress);
  const chosen = await chooseFilter(basis, queries, priorContext(catalogue, training, categoryGroups));
  return { filter: chosen, basis };
}

/** What places customers among the products of the whole shop, where they are to be answered so. */
async function placeUsers(
  runtime: OnnxRuntime,
  { catalogue, interactions }: ShopColumns,
  { baskets }: GatheredShop,
  model: Pick<TrainedModel, 'settings' | 'level' | 'network' | 'filter'>,
  way: UserWay,
  { progress, signal }: TrainHooks,
): Promise<UserModel | undefined> {
  if (way === 'lists') return undefined;
  const { settings, level } = model;
  const gathered = gatherBaskets(baskets, settings);
  const { embeddings, dimension } = await embedItems(runtime, catalogue, gathered, model, progress);
  const context = priorContext(catalogue, gathered, groupCategories(catalogue.categories, level));
  const space = { embeddings, dimension, inputs: { context } };
  return learnUsers(runtime, space, interactions, { way, seed: settings.encoder.seed }, { progress, signal });
}
