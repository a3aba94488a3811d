import { ENGINE_LAYERS, type EngineLayer } from '../../ranking/pipeline/choices.js';
import type { NetworkChoice } from '../../ranking/pipeline/index.js';
import type { MethodConfig, MethodKind } from '../results/index.js';
import { TRAINING_DEPTHS } from '../../learning/onnx/index.js';
import { defaultTrainingConfig } from '../../learning/training/index.js';
import { MIN_PEOPLE } from '../../ranking/explain/index.js';
import { SIGNALS, stageAtBalance } from '../../ranking/reranking/index.js';
import type { RankingModel } from '../../ranking/types.js';
import type { VectorWay } from './user-vectors.js';

/** The engine, or the engine with something changed: in what it is trained with, or in what was trained. */
export interface EngineVariant {
  readonly name: string;
  readonly kind: Exclude<MethodKind, 'peer'>;
  readonly config: MethodConfig;
  /** How its model is made; variants of one way share one model. */
  readonly way: TrainingWay;
  /** Changes the ranking; undefined where the shop's model lacks what it changes. */
  readonly ranking?: (fitted: RankingModel) => RankingModel | undefined;
  /** What of the model's prices on exposure its changed ranking pays, 0 (nothing is bounded, if left out) to 1. */
  readonly pays?: (fitted: RankingModel) => number;
  /** Nothing ranks that fewer people did, as under `embed --private`. */
  readonly leastPeople?: number;
  /** What is made of the customer's history; left out, the product asked about answers alone. */
  readonly history?: HistoryWay;
}

/**
 * Beside the product asked about, lists merged by age and kind, where the shop's are (`merged`); the same from the history
 * alone, as where no product is named (`customer`), or by age alone (`customer-by-age`); or what lies nearest to a vector.
 */
export type HistoryWay = 'merged' | 'customer' | 'customer-by-age' | VectorWay;

/** How a model is made, where it differs from the standard. */
export interface TrainingWay {
  /** Left out: the one that was asked for. */
  readonly layer?: EngineLayer;
  /** Undefined: the network's random features stay as they are. */
  readonly network: Partial<Omit<NetworkChoice, 'seed' | 'layer'>> | undefined;
}

/** The engine's name among the methods. */
export const ENGINE = 'alongside';

/** Far more, and far less, than any shop has baskets: one side of the blend decides alone. */
const ALWAYS = 1e12;
const NEVER = 1e-9;

const BALANCES = [0, 0.15, 0.3, 0.5, 0.7, 1];

const STANDARD: TrainingWay = { network: {} };

/**
 * The engine itself, and its parts taken away or changed one at a time. What changes the ranking is asked without bounded
 * exposure, whose prices are made for the model's own scores: `unbounded` is what such a change compares with.
 */
export function engineVariants(layer: EngineLayer): readonly EngineVariant[] {
  return [
    { name: ENGINE, kind: 'engine', config: { layer }, way: STANDARD },
    { name: `${ENGINE}-history`, kind: 'user', config: {}, way: STANDARD, history: 'merged' },
    { name: `${ENGINE}-customer`, kind: 'user', config: {}, way: STANDARD, history: 'customer' },
    { name: `${ENGINE}-customer-by-age`, kind: 'user', config: {}, way: STANDARD, history: 'customer-by-age' },
    { name: 'recent-mean', kind: 'user', config: {}, way: STANDARD, history: 'recent-mean' },
    { name: 'bilstm', kind: 'user', config: {}, way: STANDARD, history: 'bilstm' },
    ...BALANCES.map((balance) => atBalance(balance, false)),
    ...BALANCES.filter((balance) => balance > 0).map((balance) => atBalance(balance, true)),
    { name: 'private', kind: 'ablation', config: { leastPeople: MIN_PEOPLE }, way: STANDARD, leastPeople: MIN_PEOPLE },
    ranked('unbounded', (fitted) => (fitted.maxExposure === undefined ? undefined : fitted)),
    ranked('first stage only', firstStage),
    ranked('evidence only', (fitted) => ({ ...firstStage(fitted), kappa: NEVER })),
    ranked('prior only', (fitted) => ({ ...firstStage(fitted), kappa: ALWAYS, gamma: 0 })),
    ranked('network only', ({ prior: { affinity } }) => ({
      kappa: ALWAYS,
      gamma: 0,
      prior: { affinity, popularity: 0, categoryLift: 0, sameBrand: 0 },
    })),
    ...(['affinity', 'popularity', 'categoryLift', 'sameBrand'] as const).map((signal) =>
      ranked(`first stage without ${inWords(signal)}`, (fitted) => {
        const first = firstStage(fitted);
        return { ...first, prior: { ...first.prior, [signal]: 0 } };
      }),
    ),
    ...SIGNALS.map(withoutSignal),
    ...ENGINE_LAYERS.filter((other) => other !== layer).map((other) =>
      made(`layer ${other}`, { layer: other, network: {} }),
    ),
    ...(layer === 'filter' ? [] : networkVariants()),
  ];
}

function networkVariants(): EngineVariant[] {
  return [
    made('untrained network', { network: undefined }),
    ...TRAINING_DEPTHS.filter((depth) => depth !== defaultTrainingConfig.depth).map((depth) =>
      made(`depth ${depth}`, { network: { depth } }),
    ),
    made('titles as hashed words', { network: { text: 'hash' } }),
  ];
}

function firstStage({ prior, kappa, gamma }: RankingModel): RankingModel {
  return { prior, kappa, gamma };
}

function ranked(name: string, ranking: (fitted: RankingModel) => RankingModel | undefined): EngineVariant {
  return { name, kind: 'ablation', config: {}, way: STANDARD, ranking };
}

/** Takes one signal's weight in the second stage away; the others stay as they were fitted with it. */
function withoutSignal(signal: (typeof SIGNALS)[number], place: number): EngineVariant {
  return ranked(`second stage without ${inWords(signal)}`, (fitted) => {
    const { secondStage } = fitted;
    if (secondStage === undefined || secondStage.weights[place] === 0) return undefined;
    const weights = secondStage.weights.map((weight, f) => (f === place ? 0 : weight));
    return { ...fitted, secondStage: { ...secondStage, weights } };
  });
}

/**
 * Lists of another balance. Bounded ones pay less where the balance takes less popularity out than the model's own: without
 * any price, balance 0 is what the engine is judged by where best sellers count as much as they sell.
 */
function atBalance(balance: number, bounded: boolean): EngineVariant {
  return {
    name: bounded ? `balance ${balance} bounded` : `balance ${balance}`,
    kind: 'balance',
    config: { balance },
    way: STANDARD,
    ranking: (fitted) => {
      const { balanced, maxExposure } = fitted;
      if (balanced === undefined || (bounded && maxExposure === undefined)) return undefined;
      return { ...fitted, balanced: { ...balanced, balance }, secondStage: stageAtBalance(balanced, balance) };
    },
    pays: ({ balanced }) => (bounded ? Math.min(1, balance / Math.max(balanced?.balance ?? 0, Number.MIN_VALUE)) : 0),
  };
}

function made(name: string, way: TrainingWay): EngineVariant {
  return { name, kind: 'ablation', config: {}, way };
}

/** A signal's name as a reader would write it: "category lift". */
function inWords(signal: string): string {
  return signal.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
