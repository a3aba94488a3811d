/** A metric's value per query. */
export interface QueryValues {
  /** [queries]; NaN where the metric says nothing about a query. */
  readonly values: Float64Array;
  /** [queries] how much each counts in the mean; 1 if left out. */
  readonly weights?: Float64Array;
}

/**
 * The weighted mean over the queries that have a value, or over those of them that are chosen; 0 where there is none.
 *
 * @param chosen [queries] 1 for those that count
 */
export function meanOf({ values, weights }: QueryValues, chosen?: Uint8Array): number {
  let sum = 0;
  let total = 0;
  for (let q = 0; q < values.length; q++) {
    if (Number.isNaN(values[q]) || chosen?.[q] === 0) continue;
    const weight = weights?.[q] ?? 1;
    sum += weight * values[q];
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
}
