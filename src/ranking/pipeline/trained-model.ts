import type { CategoryLevel } from '../../shop/index.js';
import type { SpectralFilter } from '../../learning/propagation/index.js';
import type { UserModel } from '../../learning/sequence/index.js';
import type { BalancePoint, BoundCost } from '../fitting/index.js';
import type { RankingModel } from '../types.js';
import type { LearnedNetwork } from './embed/learned-network.js';
import type { EngineSettings } from './settings.js';
import type { ValidationReport } from './train/validate-lists.js';

/** All that was decided for a shop, as plain data: constants, and what was learned from its events. */
export interface TrainedModel {
  readonly settings: EngineSettings;
  /** Where "another category" began when the ranking was fitted. */
  readonly level: CategoryLevel;
  /** Left out: random features, propagated; or the filter. */
  readonly network?: LearnedNetwork;
  /** Instead of a network: the filter that embeds the products. */
  readonly filter?: SpectralFilter;
  readonly ranking: RankingModel;
  /** What places customers among the products; left out, the lists of their latest products answer them. */
  readonly users?: UserModel;
  /**
   * How much a product of a customer's history counts by its kind, in the order of INTERACTION_KINDS; left out, as much as
   * the evidence gives to the kind.
   */
  readonly kindWeights?: readonly number[];
  /** Plain against debiased NDCG on the held-out questions, by balance. */
  readonly balanceCurve?: readonly BalancePoint[];
  /** What each bound of exposure that was weighed leaves of both. */
  readonly exposureBounds?: readonly BoundCost[];
  /** How well its lists answered the held-out questions; left out where there were none. */
  readonly validation?: ValidationReport;
}
