import type { HeldOutQuery } from './hold-out.js';

/** The candidates of a product, and what the second stage reads of them. */
export interface CandidateTable {
  readonly products: Int32Array;
  /** [candidates × SIGNALS] */
  readonly signals: Float64Array;
}

/** A held-out question as the second stage sees it. */
export interface SecondStageQuery {
  /** What stands for its basket (see `HeldOutQuery`). */
  readonly basket: number;
  readonly table: CandidateTable;
  /** Places of the truths among the candidates. */
  readonly truths: readonly number[];
  /** Product numbers of all truths, those that are no candidates too. */
  readonly wanted: readonly number[];
}

/** Questions by the tables of the products asked about; what may not be recommended is not wanted, and without truth left out. */
export function secondStageQueries(
  queries: readonly HeldOutQuery[],
  tables: ReadonlyMap<number, CandidateTable>,
  eligible: Uint8Array,
): SecondStageQuery[] {
  return queries.flatMap(({ product, truth, basket }) => {
    const table = tables.get(product);
    const wanted = truth.filter((y) => eligible[y] === 1);
    if (table === undefined || wanted.length === 0) return [];
    const right = new Set(wanted);
    const truths = [...table.products.keys()].filter((place) => right.has(table.products[place]));
    return [{ basket, table, truths, wanted }];
  });
}
