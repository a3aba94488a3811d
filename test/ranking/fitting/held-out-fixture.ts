import { csrFromEdges } from '../../../src/core/numerics/index.js';
import type { Baskets } from '../../../src/learning/cooccurrence/index.js';
import { basketHashes, type HeldOutSource } from '../../../src/ranking/fitting/index.js';

export interface HeldOutColumns {
  /** The products of each basket. */
  readonly rows: readonly (readonly number[])[];
  /** For each product, its category's group, -1 for none. */
  readonly categoryGroupOf: Int32Array;
  /** Whether each basket counts; all do if left out. */
  readonly counted?: readonly number[];
  /** Whose each basket is; another person's each if left out. */
  readonly people?: readonly number[];
  /** Epoch milliseconds of each basket; all 0 if left out. */
  readonly times?: readonly number[];
  /** Whether each basket is a customer's whole history; not if left out. */
  readonly histories?: boolean;
  /** A number that stands for each product whatever its place; the place if left out. */
  readonly ids?: readonly number[];
}

/** A shop that questions are drawn from. */
export function heldOutSource(columns: HeldOutColumns): HeldOutSource {
  const { rows, categoryGroupOf, counted, people, times, histories = false } = columns;
  const contents = csrFromEdges({
    rows: rows.length,
    width: categoryGroupOf.length,
    sources: Int32Array.from(rows.flatMap((row, b) => row.map(() => b))),
    targets: Int32Array.from(rows.flat()),
    combine: Math.max,
  });
  const baskets: Baskets = {
    contents,
    ageWeight: new Float64Array(rows.length).fill(1),
    age: new Float64Array(rows.length),
    dayShare: new Float64Array(rows.length).fill(1),
    counted: Uint8Array.from(counted ?? rows.map(() => 1)),
    people: Int32Array.from(people ?? rows.keys()),
    bought: new Uint8Array(contents.columns.length).fill(1),
  };
  const productHash = Uint32Array.from(columns.ids ?? categoryGroupOf.keys(), (id) => Math.imul(id + 1, 0x9e3779b1));
  const basketTime = times === undefined ? new Float64Array(rows.length) : Float64Array.from(times);
  return {
    baskets,
    categoryGroupOf,
    productHash,
    basketHash: basketHashes(baskets, basketTime, productHash),
    histories,
  };
}
