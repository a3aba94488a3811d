import type { Csr } from '../../src/core/numerics/index.js';
import type { PairCounts } from '../../src/learning/cooccurrence/index.js';
import type { RankingInputs } from '../../src/ranking/candidates/index.js';

/** The counts of so many pairs; what is left out is 0. */
function pairCounts(pairs: number, counts: Partial<PairCounts>): PairCounts {
  return {
    together: new Int32Array(pairs),
    people: new Uint8Array(pairs),
    sessions: new Int32Array(pairs),
    sessionPeople: new Uint8Array(pairs),
    ...counts,
  };
}

/** Evidence of these pairs; counts that are left out are 0, and each of a thousand orders holds one product if nothing else is said. */
export function evidenceOf(
  pairs: Csr,
  counts: Partial<PairCounts> = {},
  orders: { readonly baskets?: Int32Array; readonly basketTotal?: number } = {},
): RankingInputs['evidence'] {
  const { baskets = new Int32Array(pairs.rows).fill(1), basketTotal = 1000 } = orders;
  return { pairs, ...pairCounts(pairs.columns.length, counts), baskets, basketTotal };
}
