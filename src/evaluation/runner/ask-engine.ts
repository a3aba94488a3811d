import { INTERACTION_KINDS, type CategoryLevel } from '../../shop/index.js';
import {
  engineSettings,
  answerQueries,
  networkSettings,
  prepareShop,
  trainShop,
  replaceRanking,
  rankedShop,
  withLeastPeople,
  type EngineList,
  type EngineQuery,
  type PreparedShop,
  type TrainedModel,
} from '../../ranking/pipeline/index.js';
import type { EngineLayer } from '../../ranking/pipeline/choices.js';
import type { Lists } from '../metrics/index.js';
import type { MethodAnswer } from '../results/index.js';
import type { Split } from '../splits/index.js';
import { AlongsideError, type ReportProgress } from '../../core/index.js';
import { OnnxRuntime } from '../../learning/onnx/index.js';
import type { EngineVariant, HistoryWay, TrainingWay } from './engine-variants.js';
import { UserVectors, type VectorWay } from './user-vectors.js';

export interface EngineHooks {
  readonly progress: ReportProgress;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

export interface EngineRequest {
  readonly layer: EngineLayer;
  readonly level: CategoryLevel;
  /** See `EngineSettings`; undefined: what suits the shop. */
  readonly balance?: number | undefined;
  readonly maxExposure?: number | undefined;
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
      const asked: AskedShop = { runtime, shop, split, vectors: new UserVectors(runtime, shop, split) };
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
  { layer: asked, level, balance, maxExposure }: EngineRequest,
  { progress, signal, note }: EngineHooks,
): Promise<PreparedShop> {
  const layer = own ?? asked;
  const trains = network !== undefined && layer !== 'filter';
  const model = await trainShop(
    runtime,
    training,
    {
      settings: engineSettings({ layer, seed: SEED, balance, maxExposure }),
      network: trains ? networkSettings({ layer, seed: SEED, ...network }) : undefined,
      level,
    },
    { progress, signal, note },
  );
  return prepareShop(runtime, training, model, { progress, note });
}

/** A prepared shop and what its variants are asked. */
interface AskedShop {
  readonly runtime: OnnxRuntime;
  readonly shop: PreparedShop;
  readonly split: Split;
  readonly vectors: UserVectors;
}

async function ask(
  asked: AskedShop,
  variant: EngineVariant,
  length: number,
  hooks: EngineHooks,
): Promise<MethodAnswer | undefined> {
  const started = performance.now();
  const { name, kind, config, history } = variant;
  const { shop: prepared, split } = asked;
  const missing = history === undefined ? undefined : whatLacks(history, split, prepared);
  if (missing !== undefined) {
    hooks.note(`${name} is left out: ${missing}`);
    return undefined;
  }
  const steps = { ...hooks, progress: stepsOf(name, hooks) };
  const shop = await changedShop(asked, variant, steps);
  if (shop === undefined) return undefined;
  const found =
    history === 'recent-mean' || history === 'bilstm'
      ? await asked.vectors.lists(history, length, steps)
      : await ownLists(shop, split, history, length, steps);
  const seconds = (performance.now() - started) / 1000;
  const made = { ...config, ...decided(shop.model), ...(history === 'customer' ? kindsOf(shop) : {}) };
  return { name, kind, config: made, lists: columns(found, length), seconds };
}

/** The prepared shop with what the variant changes; undefined where the shop's model lacks that. */
async function changedShop(
  { runtime, shop, split }: AskedShop,
  { ranking, leastPeople, pays = () => 0 }: EngineVariant,
  { progress, note }: EngineHooks,
): Promise<PreparedShop | undefined> {
  const { model } = shop;
  if (leastPeople !== undefined) {
    const settings = withLeastPeople(model.settings, leastPeople);
    return prepareShop(runtime, rankedShop(split.training, settings), { ...model, settings }, { progress, note });
  }
  if (ranking === undefined) return shop;
  const changed = ranking(model.ranking);
  return changed === undefined ? undefined : paying(replaceRanking(shop, changed), pays(model.ranking));
}

/** The shop with a share of its prices on exposure, 0 for none. */
function paying(shop: PreparedShop, share: number): PreparedShop {
  const { prices, ...inputs } = shop.inputs;
  if (prices !== undefined && share > 0) {
    const { price, lead } = prices;
    const paid = { price: price.map((each) => share * each), lead: lead.map((each) => share * each) };
    return { ...shop, inputs: { ...inputs, prices: paid } };
  }
  const { prior, kappa, gamma, secondStage, balanced } = shop.model.ranking;
  const ranking = {
    ...{ prior, kappa, gamma },
    ...(secondStage === undefined ? {} : { secondStage }),
    ...(balanced === undefined ? {} : { balanced }),
  };
  return { ...shop, inputs: { ...inputs, model: ranking }, model: { ...shop.model, ranking } };
}

/** Why a way to answer customers has nothing to say; undefined where it has. */
function whatLacks(
  way: HistoryWay,
  { queries }: Split,
  { history: { kindWeights } }: PreparedShop,
): string | undefined {
  const asked = queries.filter(({ pool }) => pool === 'all');
  if (!asked.some(({ product, history }) => history.products.some((taken) => taken !== product))) {
    return 'no question comes with more of a history than its product';
  }
  if (way !== 'customer' && way !== 'customer-by-age') return undefined;
  if (!asked.every(({ product, history }) => history.products[0] === product)) {
    return "not all questions are about the customer's newest product";
  }
  const weights = new Set(asked.flatMap(({ history }) => history.kinds.map((kind) => kindWeights[kind])));
  return way === 'customer-by-age' && weights.size < 2 ? 'all kinds of events count alike' : undefined;
}

/** What the training chose, for a reader. */
function decided({ ranking, settings: { evidence, demand } }: TrainedModel): Record<string, number> {
  const { kappa, gamma, prior, balanced, maxExposure } = ranking;
  const rounded = (value: number): number => Number(value.toPrecision(3));
  const weights = Object.entries(prior).map(([name, weight]: [string, number]) => [name, rounded(weight)] as const);
  return {
    kappa: rounded(kappa),
    gamma,
    ...Object.fromEntries(weights),
    pairsHalfLifeDays: evidence.halfLifeDays,
    demandHalfLifeDays: demand.halfLifeDays,
    ...(balanced === undefined ? {} : { balance: balanced.balance }),
    ...(maxExposure === undefined ? {} : { maxExposure }),
  };
}

/** How much each kind of event counts in a history. */
function kindsOf({ history: { kindWeights } }: PreparedShop): Record<string, number> {
  return Object.fromEntries(INTERACTION_KINDS.map((kind, i) => [kind, Number(kindWeights[i].toPrecision(3))]));
}

function ownLists(
  shop: PreparedShop,
  split: Split,
  way: Exclude<HistoryWay, VectorWay> | undefined,
  length: number,
  { progress, signal }: EngineHooks,
): Promise<EngineList[]> {
  const queries = split.queries.map(({ product, history, pool }): EngineQuery => {
    if (pool === 'new') return { product, onlyNew: true };
    if (way === undefined) return { product };
    return way === 'merged' ? { product, history } : { history };
  });
  const { kindWeights } = shop.history;
  const alike = { ...shop.history, kindWeights: kindWeights.map(() => 1) };
  const asked = way === 'customer-by-age' ? { ...shop, history: alike } : shop;
  return answerQueries(asked, queries, length, { progress, signal });
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
