import type { QueryValues, Truth } from '../metrics/index.js';

/** A metric's weighted sum per group of queries: all that resampling whole groups needs. */
export interface GroupSums {
  /** [groups] Σ weight · value */
  readonly sum: Float64Array;
  /** [groups] Σ weight */
  readonly weight: Float64Array;
}

/** Sums a metric by group; queries without a value count nowhere. */
export function groupSums({ queries, groups }: Pick<Truth, 'queries' | 'groups'>, metric: QueryValues): GroupSums {
  const sum = new Float64Array(groups);
  const weight = new Float64Array(groups);
  queries.forEach(({ group }, q) => {
    const value = metric.values[q];
    if (Number.isNaN(value)) return;
    const w = metric.weights?.[q] ?? 1;
    sum[group] += w * value;
    weight[group] += w;
  });
  return { sum, weight };
}
