import type { PairCounts } from '../../src/learning/cooccurrence/index.js';

/** The counts of so many pairs; what is left out is 0. */
export function pairCounts(pairs: number, counts: Partial<PairCounts> = {}): PairCounts {
  return {
    together: new Int32Array(pairs),
    people: new Uint8Array(pairs),
    sessions: new Int32Array(pairs),
    sessionPeople: new Uint8Array(pairs),
    ...counts,
  };
}
