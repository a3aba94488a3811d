import { liftOf } from '../learning/cooccurrence/dense-lift.js';
import { csrFromEdges, type Csr } from '../../src/core/numerics/index.js';
import type { PriorContext } from '../../src/ranking/candidates/index.js';

/** A deterministic stream of numbers in [0, 1): Park and Miller's generator. */
export function numbers(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** A matrix from [row, column, value]. */
export function matrix(rows: number, entries: readonly (readonly [number, number, number])[]): Csr {
  return csrFromEdges({
    rows,
    width: rows,
    sources: Int32Array.from(entries, ([row]) => row),
    targets: Int32Array.from(entries, ([, column]) => column),
    values: Float32Array.from(entries, ([, , value]) => value),
  });
}

export interface ContextColumns {
  readonly popularity: readonly number[];
  /** As the popularity if left out. */
  readonly demand?: readonly number[];
  readonly categoryOf: readonly number[];
  readonly brandOf?: readonly number[];
  readonly categories: number;
  readonly lift?: readonly number[];
  readonly categoryGroups?: readonly number[];
}

/** What the prior reads, from plain columns; a product is eligible when it was bought and has a category. */
export function contextOf(columns: ContextColumns): PriorContext {
  const { popularity, categoryOf, categories } = columns;
  return {
    logPopularity: Float32Array.from(popularity, (count) => Math.log(count + 1)),
    logDemand: Float32Array.from(columns.demand ?? popularity, (count) => Math.log(count + 1)),
    eligible: Uint8Array.from(popularity, (count, y) => (count > 0 && categoryOf[y] >= 0 ? 1 : 0)),
    categoryOf: Int32Array.from(categoryOf),
    brandOf: Int32Array.from(columns.brandOf ?? categoryOf.map(() => -1)),
    categories,
    lift: liftOf(columns.lift ?? new Float32Array(categories * categories), categories),
    categoryGroups: Int32Array.from(columns.categoryGroups ?? Array.from({ length: categories }, (_, c) => c)),
  };
}
