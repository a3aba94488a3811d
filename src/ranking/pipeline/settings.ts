import type { BasketOptions, DemandOptions, EvidenceOptions } from '../../learning/cooccurrence/index.js';
import type { EncoderConfig, FeatureConfig } from '../../learning/propagation/index.js';
import type { HoldOutOptions } from '../fitting/index.js';
import type { EngineLayer } from './choices.js';
import type { AlsOptions } from '../../learning/factorisation/index.js';

/** What the costly signals of the second stage are computed with. */
export interface SignalSettings {
  readonly factorisation: AlsOptions;
  /** Eigenvectors of the low pass. */
  readonly lowPassRank: number;
  /** Days in which the recent popularity of a product halves. */
  readonly recentHalfLifeDays: number;
}

/** What a filter is chosen among. */
export interface FilterSettings {
  /** Eigenvectors that are computed; a filter may take fewer. */
  readonly rank: number;
  /** Of the vectors that their iteration starts with. */
  readonly seed: number;
}

/**
 * The constants of the engine, the same for every shop; what differs between shops is fitted (see `fitFirstStage`).
 *
 * Chosen on the validation splits of a review and a grocery data set.
 */
export interface EngineSettings {
  readonly baskets: BasketOptions;
  readonly evidence: EvidenceOptions;
  readonly demand: DemandOptions;
  /** Neighbours of each product in the item graph. */
  readonly neighbours: number;
  readonly features: FeatureConfig;
  readonly encoder: EncoderConfig;
  /** Left out, a network embeds the products. */
  readonly filter?: FilterSettings;
  readonly signals: SignalSettings;
  readonly holdOut: HoldOutOptions;
  /**
   * 0 (what buyers also take, best sellers included) to 1 (what belongs to a product alone), for lists that nothing else is said of;
   * left out, it is chosen on the held-out questions.
   */
  readonly balance?: number;
  /** Share of the lists that one product may stand on, above 0 to 1; left out, it is chosen on the held-out questions. */
  readonly maxExposure?: number;
  /** Products that the fitted softmax runs over at most. */
  readonly fitColumns: number;
  /** Most pairs of a held-out query and a product: bounds the memory and time of the fit. */
  readonly fitPairs: number;
  readonly candidates: number;
  /** Candidates of each list, from the best on, whose scores' parts a snapshot keeps: 50 if left out, 0 for none. */
  readonly explained?: number;
  /** Most bought products kept of each category, for lists that nothing else fills. */
  readonly popularPerCategory: number;
}

export interface EngineChoice {
  readonly layer: EngineLayer;
  readonly seed: number;
  /** See `EngineSettings`, as of the next. */
  readonly balance?: number | undefined;
  readonly maxExposure?: number | undefined;
  /** See `BasketOptions`. */
  readonly timeZone?: string | undefined;
}

export function engineSettings({ layer, seed, balance, maxExposure, timeZone }: EngineChoice): EngineSettings {
  return {
    // In the order of INTERACTION_KINDS: purchase, cart, favorite, view.
    baskets: {
      kindWeights: [1, 0.75, 0.5, 0.25],
      countedKinds: [0, 1],
      halfLifeDays: 180,
      ...(timeZone === undefined ? {} : { timeZone }),
    },
    evidence: { damping: 0.5, halfLifeDays: 180, distance: 0, repeat: 0.5, keep: 500, largestBasket: 500 },
    demand: { halfLifeDays: 180, byPairs: false, largestBasket: 500 },
    neighbours: 100,
    features: { dimension: 128, seed, sparsity: 3, identity: 1, degreePower: 0, category: 0.03, brand: 0 },
    encoder: {
      layer: layer === 'filter' ? 'lightgcn' : layer,
      dimension: 128,
      layerWeights: [0, 0, 0, 1],
      normaliseLayers: true,
      seed,
    },
    ...(layer === 'filter' ? { filter: { rank: 128, seed } } : {}),
    signals: {
      factorisation: { factors: 64, regularisation: 5, alpha: 10, iterations: 10, seed },
      lowPassRank: 128,
      recentHalfLifeDays: 14,
    },
    holdOut: { share: 0.1, mostQueries: 4000, mostOfOne: 0.02 },
    fitColumns: 50_000,
    fitPairs: 50_000_000,
    candidates: 250,
    popularPerCategory: 100,
    ...(balance === undefined ? {} : { balance }),
    ...(maxExposure === undefined ? {} : { maxExposure }),
  };
}
