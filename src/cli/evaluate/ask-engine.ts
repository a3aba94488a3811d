import type { CategoryLevel } from '../../adjacency/index.js';
import {
  engineSettings,
  listsFor,
  networkSettings,
  prepareShop,
  trainShop,
  withRanking,
  type EngineLayer,
  type EngineList,
  type PreparedShop,
  type TrainedModel,
} from '../../engine/index.js';
import type { Lists, MethodAnswer, Split } from '../../evaluation/index.js';
import { AlongsideError, type ReportProgress } from '../../kernel/index.js';
import { OnnxRuntime } from '../../model/index.js';
import type { EngineVariant, TrainingWay } from './engine-variants.js';
import { UserVectors } from './user-vectors.js';

export interface EngineHooks {
  readonly progress: ReportProgress;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

export interface EngineRequest {
  readonly layer: EngineLayer;
  readonly level: CategoryLevel;
  /** Places of a list. */
  readonly length: number;
}

const SEED = 1;

/**
 * Trains the engine on a split's training part and asks it for lists as a snapshot would give them, once for each variant.
 * Variants that change only the ranking share one training. A variant of what a shop's model lacks is left out.
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
  const answers: MethodAnswer[] = [];
  try {
    for (const way of new Set(variants.map((variant) => variant.way))) {
      const [first, ...others] = variants.filter((variant) => variant.way === way);
      const started = performance.now();
      const shop = await prepare(runtime, split, way, request, { ...hooks, progress: stepsOf(first.name, hooks) });
      const prepared = (performance.now() - started) / 1000;
      const asked: AskedShop = { shop, split, vectors: new UserVectors(runtime, shop, split) };
      for (const variant of [first, ...others]) {
        const answer = await ask(asked, variant, request.length, hooks);
        if (answer !== undefined) answers.push({ ...answer, seconds: prepared + answer.seconds });
      }
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

async function prepare(
  runtime: OnnxRuntime,
  { training }: Split,
  { layer: own, network }: TrainingWay,
  { layer: asked, level }: EngineRequest,
  { progress, signal, note }: EngineHooks,
): Promise<PreparedShop> {
  const layer = own ?? asked;
  const trains = network !== undefined && layer !== 'filter';
  const model = await trainShop(
    runtime,
    training,
    {
      settings: engineSettings({ layer, seed: SEED }),
      network: trains ? networkSettings({ layer, seed: SEED, ...network }) : undefined,
      level,
    },
    { progress, signal, note },
  );
  return prepareShop(runtime, training, model, { progress, note });
}

/** A prepared shop and what its variants are asked. */
interface AskedShop {
  readonly shop: PreparedShop;
  readonly split: Split;
  readonly vectors: UserVectors;
}

async function ask(
  asked: AskedShop,
  { name, kind, config, ranking, history }: EngineVariant,
  length: number,
  hooks: EngineHooks,
): Promise<MethodAnswer | undefined> {
  const started = performance.now();
  const { shop: prepared, split } = asked;
  if (history !== undefined && !hasHistories(split)) {
    hooks.note(`${name} is left out: no question comes with more of a history than its product`);
    return undefined;
  }
  const changed = ranking === undefined ? prepared.model.ranking : ranking(prepared.model.ranking);
  if (changed === undefined) return undefined;
  const shop = ranking === undefined ? prepared : withRanking(prepared, changed);
  const steps = { ...hooks, progress: stepsOf(name, hooks) };
  const found =
    history === 'recent-mean' || history === 'bilstm'
      ? await asked.vectors.lists(history, length, steps)
      : await ownLists(shop, split, history === 'merged', length, steps);
  const seconds = (performance.now() - started) / 1000;
  return { name, kind, config: { ...config, ...decided(shop.model) }, lists: columns(found, length), seconds };
}

function hasHistories({ queries }: Split): boolean {
  return queries.some(({ product, history, pool }) => pool === 'all' && history.some((taken) => taken !== product));
}

/** What the training chose, for a reader. */
function decided({ ranking: { kappa, gamma, prior, secondStage } }: TrainedModel): Record<string, number> {
  const rounded = (value: number): number => Number(value.toPrecision(3));
  const weights = Object.entries(prior).map(([name, weight]: [string, number]) => [name, rounded(weight)] as const);
  return {
    kappa: rounded(kappa),
    gamma,
    ...Object.fromEntries(weights),
    ...(secondStage === undefined ? {} : { debias: secondStage.debias }),
  };
}

function ownLists(
  shop: PreparedShop,
  split: Split,
  histories: boolean,
  length: number,
  { progress, signal }: EngineHooks,
): Promise<EngineList[]> {
  const queries = split.queries.map(({ product, history, pool }) => ({
    product,
    onlyNew: pool === 'new',
    history: histories ? history : [],
  }));
  return listsFor(shop, queries, length, { progress, signal });
}

function columns(found: readonly EngineList[], length: number): Lists {
  const products = new Int32Array(found.length * length).fill(-1);
  const probabilities = new Float64Array(products.length);
  found.forEach((list, q) => {
    products.set(list.products, q * length);
    probabilities.set(list.scores, q * length);
  });
  return { length, products, probabilities };
}
