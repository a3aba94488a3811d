import type { CategoryLevel } from '../adjacency/index.js';
import type { RankingModel } from '../recommend/index.js';
import type { EngineSettings } from './settings.js';
import type { ValidationReport } from './validation.js';

/** All that was decided for a shop, as plain data: constants, and what was learned from its events. */
export interface TrainedModel {
  readonly settings: EngineSettings;
  /** Where "another category" began when the ranking was fitted. */
  readonly level: CategoryLevel;
  readonly ranking: RankingModel;
  /** How well its lists answered the held-out questions; left out where there were none. */
  readonly validation?: ValidationReport;
}
