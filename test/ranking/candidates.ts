import type { CandidateList } from '../../src/ranking/types.js';

/** One candidate; what is left out says nothing in particular. */
export interface Candidate {
  readonly product: number;
  readonly category: number;
  readonly score: number;
  /** The score if left out. */
  readonly probability?: number;
  /** Log scores at balance 0 and 1; the score's logarithm if left out. */
  readonly zero?: number;
  readonly one?: number;
  readonly together?: number;
  /** As many as baskets if left out. */
  readonly people?: number;
  readonly sessions?: number;
  /** As many as sessions if left out. */
  readonly sessionPeople?: number;
  readonly through?: number;
}

/** A candidate list as a snapshot holds it. */
export function candidateList(
  candidates: readonly Candidate[],
  source: CandidateList['source'] = 'graph',
): CandidateList {
  return {
    source,
    products: Int32Array.from(candidates, ({ product }) => product),
    categories: Int32Array.from(candidates, ({ category }) => category),
    scores: Float32Array.from(candidates, ({ score }) => score),
    zero: Float32Array.from(candidates, ({ score, zero = logOf(score) }) => zero),
    one: Float32Array.from(candidates, ({ score, one = logOf(score) }) => one),
    probabilities: Float32Array.from(candidates, ({ score, probability = score }) => probability),
    together: Int32Array.from(candidates, ({ together = 0 }) => together),
    people: Uint8Array.from(candidates, ({ together = 0, people = together }) => people),
    sessions: Int32Array.from(candidates, ({ sessions = 0 }) => sessions),
    sessionPeople: Uint8Array.from(candidates, ({ sessions = 0, sessionPeople = sessions }) => sessionPeople),
    through: Int32Array.from(candidates, ({ through = -1 }) => through),
  };
}

function logOf(score: number): number {
  return Math.log(Math.max(score, Number.MIN_VALUE));
}
