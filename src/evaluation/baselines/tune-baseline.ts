import { AlongsideError } from '../../core/index.js';
import { baselineLists } from './baseline-lists.js';
import type { BaselineData } from './baseline-data.js';
import type { Baseline, BaselineConfig, BaselineTools } from './baseline.js';

/** Queries that are held out of the data, and how long their lists are. */
export interface BaselineValidation {
  readonly data: BaselineData;
  readonly queries: Int32Array;
  readonly length: number;
}

/** The quality of lists [queries × length]; higher is better. */
export type ListMetric = (lists: Int32Array) => number;

export interface TunedBaseline<Config extends BaselineConfig = BaselineConfig> {
  readonly config: Config;
  readonly value: number;
  /** Every configuration tried, in the order of the grid. */
  readonly trials: readonly { readonly config: Config; readonly value: number }[];
}

/** The configuration of the baseline's grid whose lists are best on the validation queries; of equal ones the first. */
export async function tuneBaseline<Config extends BaselineConfig>(
  baseline: Baseline<Config>,
  { data, queries, length }: BaselineValidation,
  metric: ListMetric,
  tools: BaselineTools,
): Promise<TunedBaseline<Config>> {
  const trials: { config: Config; value: number }[] = [];
  for await (const { config, scorer } of baseline.trials(data, baseline.grid(data), tools)) {
    trials.push({ config, value: metric(baselineLists(data, scorer, queries, length)) });
  }
  if (trials.length === 0) {
    throw new AlongsideError('peer-without-configuration', `The peer "${baseline.name}" has no configuration to try.`, {
      baseline: baseline.name,
    });
  }
  return { ...trials.reduce((best, trial) => (trial.value > best.value ? trial : best)), trials };
}
