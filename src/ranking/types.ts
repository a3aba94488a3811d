import { z } from 'zod';

/** What passes between the steps of ranking, and from there to storage and serving. */

/** Ready-made candidates of one product (or category), best first; one entry a candidate in each array. */
export interface CandidateList {
  /** Whether the product's own evidence and network made the list, or only its category and brand. */
  readonly source: 'graph' | 'category';
  readonly products: Int32Array;
  readonly categories: Int32Array;
  readonly scores: Float32Array;
  /** Log scores of each candidate at balance 0 and at balance 1, up to a constant of the list: 0 for the best of them. */
  readonly zero: Float32Array;
  readonly one: Float32Array;
  /** That the next basket (in a shop of histories: customer's history) with the product holds the candidate too; NaN where that is not known. */
  readonly probabilities: Float32Array;
  /** Orders in which both were bought; 0 where none is. */
  readonly together: Int32Array;
  /** People whose orders these are, 255 for more: what says whether the count may be told. */
  readonly people: Uint8Array;
  /** Baskets beside these that hold both: visits in which one or both were carted, marked or viewed only. */
  readonly sessions: Int32Array;
  /** People whose visits these are, 255 for more. */
  readonly sessionPeople: Uint8Array;
  /**
   * The third product over which a candidate without common basket was reached, -1 where there is none. For source
   * `category` one that lent its evidence: it is like the product, or like the candidate where that has no event.
   */
  readonly through: Int32Array;
}

/** What the scores of a list's best candidates are made of. */
export interface ScoreParts {
  /** [candidates × signals], in the order of the list and of the manifest's signals. */
  readonly values: Float32Array;
  /** What the log score of each candidate has beside its weighed values; the same for all of a list. */
  readonly normaliser: number;
}

/** The products on whose lists a product stands, strongest first (see `StrongestSources`); one entry a product in each array. */
export interface SourceList {
  readonly products: Int32Array;
  /** The product's score on each of their lists, and its place there, from 1. */
  readonly scores: Float32Array;
  readonly ranks: Uint16Array;
}

/** The ready-made lists of one product. */
export interface ProductLists {
  readonly product: number;
  readonly list: CandidateList;
  /** Products without any event that go with it; absent where a shop has none, or too many of them. */
  readonly coldProducts?: CandidateList;
  /** Of `list` and of `cold-start products`; absent where a snapshot explains no scores. */
  readonly parts?: ScoreParts;
  readonly coldProductParts?: ScoreParts;
}

/** "Who buys from this category buys from `related` more than by chance", as customers' baskets say. */
export const learnedRelationSchema = z.object({
  /** Category number. */
  related: z.int().nonnegative(),
  /** The shrunk log lift of the pair that every list of the category was scored with. */
  weight: z.number().positive(),
  /** Counted baskets that hold products of both. */
  support: z.int().positive(),
  /** P(related | category): the share of the category's baskets that hold the related one too; differs by direction. */
  confidence: z.number().min(0).max(1),
  /** 95 % interval of `confidence`. */
  low: z.number().min(0).max(1),
  high: z.number().min(0).max(1),
});

export type LearnedRelation = z.infer<typeof learnedRelationSchema>;

/**
 * Where an item came from: the product's own evidence and network, what lies nearest in the network's space, its category's
 * list, what sells elsewhere; or the shop put it there.
 */
export type ItemSource = 'graph' | 'nearest' | 'category' | 'popular' | 'pinned';

/** Weights of the prior's four signals, in the order of `SIGNALS`. */
export interface PriorWeights {
  /** β of the cosine of the embeddings. */
  readonly affinity: number;
  /** α of log popularity. */
  readonly popularity: number;
  /** λ of the category pair's log lift. */
  readonly categoryLift: number;
  /** ρ where both are of one brand. */
  readonly sameBrand: number;
}

/** How lists are scored: the prior, and κ, how many baskets of evidence it weighs (with |C_x|^γ). */
export interface RankingModel {
  readonly prior: PriorWeights;
  readonly kappa: number;
  readonly gamma: number;
  /** Orders the first stage's candidates anew; left out, they keep its order. */
  readonly secondStage?: SecondStage;
  /** From which the second stage was made; left out where a shop had nothing to choose it on. */
  readonly balanced?: BalancedStage;
  /** Makes probabilities of the first stage's; left out, these stand as they are. */
  readonly calibration?: Calibration;
  /** The share of the lists that no product exceeds; left out, exposure is not bounded. */
  readonly maxExposure?: number;
}

/** P(the basket holds y too) = 1 / (1 + exp(-intercept - slope · log p(y | x))). */
export interface Calibration {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * The second stage at any balance b: its weights are (1 - b) times those at 0 and b times those at 1, where most popularity is
 * taken out of the scores.
 */
export interface BalancedStage {
  /** One weight a signal, in the order of `SIGNALS`: what buyers also take, best sellers included. */
  readonly zero: readonly number[];
  /** The same of what belongs to a product; popularity is taken out apart. */
  readonly one: readonly number[];
  /** As in the second stage. */
  readonly recentShare: number;
  /** b of the ready-made lists, 0 to 1. */
  readonly balance: number;
}

/**
 * The second stage: a log-linear model over the first stage's candidates,
 * P(y | x) ∝ exp(Σ_f w_f · signal_f(x, y)) / exp(δ · ((1 - ρ) · popularity(y) + ρ · recent(y))),
 * both popularities being the signals of that name: logarithms of weighted baskets.
 */
export interface SecondStage {
  /** One weight a signal, in the order of `SIGNALS`. */
  readonly weights: readonly number[];
  /** δ: the inverse-propensity exponent that takes popularity out of the scores, 0 to 1. */
  readonly debias: number;
  /** ρ: which popularity that is, from 0 for that of all time to 1 for that of the last weeks. */
  readonly recentShare: number;
}
