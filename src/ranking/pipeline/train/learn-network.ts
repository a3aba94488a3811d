import { subtrees } from '../../../shop/index.js';
import { UsageError } from '../../../core/index.js';
import { trainNetwork, type TrainingData, type TrainingProgress } from '../../../learning/training/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import type { PriorContext } from '../../candidates/index.js';
import type { Catalogue } from '../../../shop/index.js';
import type { HeldOutShop } from './held-out-shop.js';
import { networkData, type LearnedNetwork } from '../embed/learned-network.js';
import { validateEmbeddings } from './validate-embeddings.js';
import type { NetworkSettings } from '../network-settings.js';
import { priorContext } from '../rank/prior-context.js';
import type { TrainHooks } from './train-hooks.js';

/** What a network learns from: all of a shop where nothing could be held out of it, which leaves no questions. */
export type LearnableShop = Pick<HeldOutShop, 'categoryGroups' | 'training' | 'queries'>;

export interface LearnOptions {
  readonly settings: NetworkSettings;
  /** The network to start from. */
  readonly earlier?: LearnedNetwork | undefined;
  /** Id of a category: only products under it are asked about in training. */
  readonly category?: string | undefined;
}

/** Steps between two checkpoints. */
const CHECKPOINT_STEPS = 50;
/** Held-out questions that early stopping asks at most. */
const STOPPING_QUERIES = 1000;

/**
 * Trains the item network on a shop without its held-out baskets; these say when to stop.
 *
 * @returns undefined where nothing was seen together with anything of another category
 * @throws UsageError `unknown-category`
 */
export async function learnNetwork(
  runtime: OnnxRuntime,
  { categoryGroups, training, queries }: LearnableShop,
  { settings, earlier, category }: LearnOptions,
  hooks: TrainHooks,
): Promise<LearnedNetwork | undefined> {
  const { pairs } = training.evidence;
  const context = priorContext(training, categoryGroups);
  const data: TrainingData = {
    ...networkData(training, settings, settings.training.layer),
    evidence: pairs,
    eligible: context.eligible,
    logPopularity: context.logPopularity,
    categoryOf: context.categoryOf,
    categories: context.categories,
    categoryGroups,
    lift: context.lift,
    ...(category === undefined ? {} : { queries: productsUnder(training.catalogue, category) }),
  };
  if (!crossesCategoryGroups(data, context)) return undefined;
  const asked = queries.slice(0, STOPPING_QUERIES);
  const { signal, clock, checkpoints, keepBatch, note } = hooks;
  const trained = await trainNetwork(runtime, data, settings.training, {
    progress: (update) => {
      hooks.progress({
        step: 'training',
        done: update.step,
        total: update.steps,
        unit: 'steps',
        note: progressNote(update),
      });
    },
    ...(asked.length === 0
      ? {}
      : { validate: (embeddings) => validateEmbeddings(embeddings, settings.training.dimension, asked, context) }),
    ...(signal === undefined ? {} : { signal }),
    ...(clock === undefined ? {} : { clock }),
    ...(checkpoints === undefined ? {} : { checkpoints: { store: checkpoints, every: CHECKPOINT_STEPS } }),
    ...(keepBatch === undefined ? {} : { keepBatch }),
    ...(note === undefined ? {} : { note }),
    ...(earlier === undefined ? {} : { earlier: earlier.trained }),
  });
  const { neighbours, attributes } = settings;
  return { settings: { neighbours, attributes }, trained };
}

function progressNote({ loss, secondsLeft }: TrainingProgress): string {
  const left = secondsLeft === undefined ? '' : `, at most ${Math.ceil(secondsLeft)} s left`;
  return `loss ${loss.toFixed(4)}${left}`;
}

/** 1 for each product of this category or one under it. */
function productsUnder({ products, categories }: Catalogue, category: string): Uint8Array {
  const number = categories.ids.indexOf(category);
  if (number < 0) {
    throw new UsageError('unknown-category', `The shop has no category "${category}".`, { category });
  }
  const inside = subtrees(categories, [number]);
  return Uint8Array.from(products.categories, (own) => (own < 0 ? 0 : inside[own]));
}

/** Whether any evidence is there to learn from. */
function crossesCategoryGroups(
  { evidence, categoryOf, categoryGroups, queries }: TrainingData,
  { eligible }: PriorContext,
): boolean {
  for (let x = 0; x < evidence.rows; x++) {
    if (categoryOf[x] < 0 || queries?.[x] === 0) continue;
    for (let e = evidence.offsets[x]; e < evidence.offsets[x + 1]; e++) {
      const y = evidence.columns[e];
      if (eligible[y] === 1 && categoryGroups[categoryOf[y]] !== categoryGroups[categoryOf[x]]) return true;
    }
  }
  return false;
}
