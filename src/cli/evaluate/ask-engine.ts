import type { CategoryLevel } from '../../adjacency/index.js';
import {
  engineSettings,
  listsFor,
  prepareShop,
  trainShop,
  type EngineList,
  type PreparedShop,
  type TrainedModel,
} from '../../engine/index.js';
import type { Lists, MethodAnswer, Split } from '../../evaluation/index.js';
import { AlongsideError, type ReportProgress } from '../../kernel/index.js';
import { OnnxRuntime, type LayerKind } from '../../model/index.js';
import type { EngineVariant } from './engine-variants.js';

export interface EngineHooks {
  readonly progress: ReportProgress;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

export interface EngineRequest {
  readonly layer: LayerKind;
  readonly level: CategoryLevel;
  /** Places of a list. */
  readonly length: number;
}

const SEED = 1;

/**
 * Trains the engine on a split's training part and asks it for lists as a snapshot would give them, once for each variant.
 * Variants that change only what was trained share one training.
 *
 * @throws AlongsideError `interrupted`
 */
export async function askEngine(
  variants: readonly EngineVariant[],
  split: Split,
  request: EngineRequest,
  hooks: EngineHooks,
): Promise<MethodAnswer[]> {
  if (variants.length === 0) return [];
  const runtime = await OnnxRuntime.open({ note: hooks.note });
  try {
    const trained = new Map<EngineVariant['settings'], TrainedModel>();
    const answers: MethodAnswer[] = [];
    for (const variant of variants) {
      const progress = stepsOf(variant.name, hooks);
      const started = performance.now();
      const learned = trained.get(variant.settings) ?? (await train(runtime, split, variant, request, progress));
      trained.set(variant.settings, learned);
      const model = { ...learned, ranking: variant.ranking?.(learned.ranking) ?? learned.ranking };
      const shop = await prepareShop(runtime, split.training, model, { progress });
      answers.push({
        name: variant.name,
        kind: variant.kind,
        config: { ...variant.config, ...decided(model) },
        lists: await answer(shop, split, request.length, { ...hooks, progress }),
        seconds: (performance.now() - started) / 1000,
      });
    }
    return answers;
  } catch (error) {
    if (hooks.signal.aborted) throw new AlongsideError('interrupted', 'Stopped; nothing was written.');
    throw error;
  } finally {
    await runtime.close();
  }
}

/** Reports a variant's steps by its name, and stops it at the next one when the signal aborts. */
function stepsOf(name: string, { progress, signal }: EngineHooks): ReportProgress {
  return (update) => {
    signal.throwIfAborted();
    progress({ ...update, step: `${name}: ${update.step}` });
  };
}

async function train(
  runtime: OnnxRuntime,
  { training }: Split,
  { settings: change }: EngineVariant,
  { layer, level }: EngineRequest,
  progress: ReportProgress,
): Promise<TrainedModel> {
  const standard = engineSettings({ layer, seed: SEED });
  const settings = change?.(standard) ?? standard;
  return trainShop(runtime, training, { settings, level }, { progress });
}

/** What the training chose, for a reader. */
function decided({ ranking: { kappa, gamma, prior } }: TrainedModel): Record<string, number> {
  const rounded = (value: number): number => Number(value.toPrecision(3));
  const weights = Object.entries(prior).map(([name, weight]: [string, number]) => [name, rounded(weight)] as const);
  return { kappa: rounded(kappa), gamma, ...Object.fromEntries(weights) };
}

async function answer(shop: PreparedShop, split: Split, length: number, hooks: EngineHooks): Promise<Lists> {
  const queries = split.queries.map(({ product, pool }) => ({ product, onlyNew: pool === 'new' }));
  const found = await listsFor(shop, queries, length, { progress: hooks.progress, signal: hooks.signal });
  const products = new Int32Array(queries.length * length).fill(-1);
  const probabilities = new Float64Array(products.length);
  found.forEach((list: EngineList, q) => {
    products.set(list.products, q * length);
    probabilities.set(list.scores, q * length);
  });
  return { length, products, probabilities };
}
