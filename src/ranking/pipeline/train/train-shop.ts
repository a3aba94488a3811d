import { availableParallelism } from 'node:os';
import { groupCategories, guessTimeZone, type CategoryLevel, type Interactions } from '../../../shop/index.js';
import type { ReportProgress } from '../../../core/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import type { SpectralFilter } from '../../../learning/propagation/index.js';
import type { UserModel } from '../../../learning/sequence/index.js';
import { shippedRanking } from '../../fitting/index.js';
import { filterBasis, standardFilter } from '../embed/filter-layer.js';
import type { LearnedNetwork } from '../embed/learned-network.js';
import { chooseFilter } from './choose-filter.js';
import { fitToHeldOut, type FittedRanking } from './fit-to-held-out.js';
import { gatherBaskets, gatherShop, type GatheredShop, type ShopColumns } from '../gather/gather-shop.js';
import { chooseSecondStage, type StagedRanking } from './choose-second-stage.js';
import { embedItems } from '../embed/embed-items.js';
import { holdOutShop, type HeldOutShop } from './held-out-shop.js';
import { learnNetwork, type LearnableShop } from './learn-network.js';
import { priorContext } from '../rank/prior-context.js';
import type { NetworkSettings } from '../network-settings.js';
import type { EngineSettings } from '../settings.js';
import type { TrainHooks } from './train-hooks.js';
import type { TrainedModel } from '../trained-model.js';
import type { UserWay } from '../choices.js';
import { fitKindWeights } from './users/fit-kind-weights.js';
import { learnUsers } from './users/learn-users.js';
import { validate, type ValidationReport } from './validate-lists.js';

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
  options: TrainOptions,
  hooks: TrainHooks,
  gathered: GatheredShop = gatherShop(shop, options.settings),
): Promise<TrainedModel> {
  const { level } = options;
  const settings = inTimeZone(options.settings, shop.interactions);
  const { progress, note } = hooks;
  const categoryGroups = groupCategories(shop.catalogue.categories, level);
  const found = holdOutShop(shop, gathered.baskets, categoryGroups, settings);
  const network = await decideNetwork(
    runtime,
    found ?? { categoryGroups, training: gathered, queries: [] },
    { ...options, settings },
    hooks,
  );
  const { filter, heldOut } = await decideFilter(runtime, found, settings, progress);
  const learned = {
    ...(network === undefined ? {} : { network }),
    ...(filter === undefined ? {} : { filter }),
  };
  if (heldOut === undefined)
    return { settings, level, ...learned, ranking: shippedRanking(shop.catalogue.products.ids.length).counting };

  const chosen = { ...settings, ...heldOut.training.options };
  const fitted = await fitToHeldOut(runtime, heldOut, { settings: chosen, ...learned }, progress);
  const staged = await chooseSecondStage(runtime, heldOut, fitted, chosen, progress);
  const { ranking, balanceCurve, exposureBounds } = staged;
  note?.(chosenNote(fitted, staged));
  const validation = await validationOf(staged, fitted, heldOut, progress);
  const model = { settings: chosen, level, ...learned, ranking, balanceCurve, exposureBounds, validation };
  const users = await placeUsers(runtime, shop.interactions, gathered, model, { way: options.users ?? 'lists', hooks });
  const kindWeights = fitKindWeights(shop.interactions, heldOut, chosen);
  return {
    ...model,
    ...(kindWeights === undefined ? {} : { kindWeights }),
    ...(users === undefined ? {} : { users }),
  };
}

/** The settings with the zone whose days are cut, guessed where none is named. */
function inTimeZone(settings: EngineSettings, { basketTime }: Interactions): EngineSettings {
  const timeZone = settings.baskets.timeZone ?? guessTimeZone(basketTime).zone;
  return { ...settings, baskets: { ...settings.baskets, timeZone } };
}

/** What was chosen, and that it answered questions it was not fitted to best. */
function chosenNote(
  { first }: FittedRanking,
  { ranking: { balanced, maxExposure }, reordered }: Pick<StagedRanking, 'ranking' | 'reordered'>,
): string {
  const names = { counting: 'plain counting', shipped: 'the shipped prior', fitted: 'a prior fitted to this shop' };
  const order = reordered ? 'ordered anew by all signals' : 'in that order at balance 0';
  const bound =
    maxExposure === undefined ? 'exposure is not bounded' : `no product on more than ${maxExposure} of the lists`;
  const balance = balanced === undefined ? '' : ` Ready-made lists have balance ${balanced.balance}; ${bound}.`;
  return `Held-out questions were answered best by ${names[first.name]}, ${order}.${balance}`;
}

/** How the lists answer: as the second stage was judged, or by the first where there were too few questions for a second. */
function validationOf(
  { validation }: StagedRanking,
  { inputs, items: { embeddings, dimension } }: FittedRanking,
  { queries }: HeldOutShop,
  progress: ReportProgress,
): Promise<ValidationReport> {
  if (validation !== undefined) return Promise.resolve(validation);
  progress({ step: 'validating', done: 0, total: queries.length, unit: 'queries' });
  return validate({ inputs, embeddings, dimension }, queries, availableParallelism());
}

/** The network that the options ask for, if any. */
async function decideNetwork(
  runtime: OnnxRuntime,
  shop: LearnableShop,
  { settings: { filter }, network: settings, earlier, category }: TrainOptions,
  hooks: TrainHooks,
): Promise<LearnedNetwork | undefined> {
  if (settings === undefined || filter !== undefined) return undefined;
  return learnNetwork(runtime, shop, { settings, earlier: earlier?.network, category }, hooks);
}

/** The filter that the settings ask for, chosen on what was held out, which then holds the eigenvectors that it was chosen with. */
async function decideFilter(
  runtime: OnnxRuntime,
  heldOut: HeldOutShop | undefined,
  { filter }: EngineSettings,
  progress: ReportProgress,
): Promise<{ readonly filter?: SpectralFilter; readonly heldOut: HeldOutShop | undefined }> {
  if (filter === undefined) return { heldOut };
  if (heldOut === undefined) return { filter: standardFilter(filter), heldOut };
  const { training, categoryGroups, queries } = heldOut;
  const basis = await filterBasis(runtime, training, filter, progress);
  const chosen = await chooseFilter(basis, queries, priorContext(training, categoryGroups));
  return { filter: chosen, heldOut: { ...heldOut, training: { ...training, basis } } };
}

/** What places customers among the products of the whole shop, where they are to be answered so. */
async function placeUsers(
  runtime: OnnxRuntime,
  interactions: Interactions,
  whole: GatheredShop,
  model: Pick<TrainedModel, 'settings' | 'level' | 'network' | 'filter'>,
  { way, hooks: { progress, signal } }: { readonly way: UserWay; readonly hooks: TrainHooks },
): Promise<UserModel | undefined> {
  if (way === 'lists') return undefined;
  const { settings, level } = model;
  const gathered = gatherBaskets(whole, settings);
  const { embeddings, dimension } = await embedItems(runtime, gathered, model, { progress });
  const context = priorContext(gathered, groupCategories(gathered.catalogue.categories, level));
  const space = { embeddings, dimension, inputs: { context } };
  return learnUsers(runtime, space, interactions, { way, seed: settings.encoder.seed }, { progress, signal });
}
