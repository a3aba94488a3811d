import type { Calibration, GroupExposure, Lists, Metric } from '../metrics/index.js';
import type { AssociationRule } from '../rules/index.js';
import type { Protocol } from '../splits/choices.js';
import type { CategoryPair, Comparison, Interval, PopularityBand } from '../statistics/index.js';

/**
 * What a method is to a reader: this engine, the engine answering a customer from the history, the engine with something
 * changed, or what one would use instead.
 */
export const METHOD_KINDS = ['engine', 'user', 'ablation', 'balance', 'peer'] as const;
export type MethodKind = (typeof METHOD_KINDS)[number];

/** Settings of a method, as a report shows them. */
export type MethodConfig = Readonly<Record<string, string | number | boolean>>;

/** A method's lists for the queries of a split. */
export interface MethodAnswer {
  readonly name: string;
  readonly kind: MethodKind;
  readonly config: MethodConfig;
  /** Time to tune, fit and answer. */
  readonly seconds: number;
  readonly lists: Lists;
}

/** How good a method's lists are. */
export interface MethodResult {
  readonly name: string;
  readonly kind: MethodKind;
  readonly config: MethodConfig;
  readonly seconds: number;
  readonly metrics: Readonly<Record<Metric, number>>;
  readonly intervals: Readonly<Record<'ndcg' | 'debiasedNdcg', Interval>>;
  /** NDCG of queries whose product was bought three times at most. */
  readonly cold: { readonly queries: number; readonly ndcg: number };
  /** NDCG of queries from new products (`all`) and for new ones (`new`), where the split has such. */
  readonly pools: Readonly<Record<'all' | 'new', { readonly queries: number; readonly ndcg: number }>> | undefined;
  readonly deciles: readonly PopularityBand[];
  readonly categoryPairs: readonly NamedCategoryPair[];
  readonly brands: readonly GroupExposure[];
  readonly prices: readonly GroupExposure[];
  readonly calibration: Calibration | undefined;
  /** How much better the reference is than this method; undefined for the reference itself. */
  readonly reference: Readonly<Record<'ndcg' | 'debiasedNdcg', Comparison>> | undefined;
}

/** A pair of category groups by their names. */
export interface NamedCategoryPair extends Omit<CategoryPair, 'source' | 'target'> {
  readonly source: string;
  readonly target: string;
}

/** An association rule with the products' titles. */
export interface NamedRule extends Omit<AssociationRule, 'antecedent' | 'consequent'> {
  readonly antecedent: readonly string[];
  readonly consequent: string;
}

/** What was asked, and how well each method answered, the best first. */
export interface Evaluation {
  readonly shop: string;
  readonly protocol: Protocol;
  readonly part: 'test' | 'validation';
  readonly newProducts: boolean;
  readonly seed: number;
  readonly cutoff: number;
  readonly queries: number;
  readonly eligibleQueries: number;
  readonly groups: number;
  readonly truth: number;
  readonly coldQueries: number;
  readonly trainingEvents: number;
  readonly products: number;
  readonly candidates: number;
  /** The method that the others are compared with. */
  readonly reference: string;
  readonly methods: readonly MethodResult[];
}
