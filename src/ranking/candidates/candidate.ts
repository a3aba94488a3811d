import type { CandidateList } from '../types.js';

/** Where the count of the people behind a pair ends. */
const MOST_PEOPLE = 255;

/** A product that may stand on a list, with what speaks for it. */
export interface Candidate {
  readonly product: number;
  readonly category: number;
  readonly score: number;
  /** That the next basket with what was asked about holds it too; NaN where that is not known. */
  readonly probability: number;
  /** The fewest people behind any of the pairs that the probability rests on; 255 where there is none, or for more. */
  readonly probabilityPeople: number;
  /** The product of the question that speaks for it most, -1 for none. */
  readonly because: number;
  /** Orders in which both were bought. */
  readonly together: number;
  /** People behind `together`, 255 for more. */
  readonly people: number;
  /** Visits that hold both without that. */
  readonly sessions: number;
  /** People behind `sessions`, 255 for more. */
  readonly sessionPeople: number;
  /** The third product that leads there where no basket holds both, else -1. */
  readonly through: number;
}

export type CandidateProbability = Pick<Candidate, 'probability' | 'probabilityPeople'>;

/** The candidate at a place of the ready-made list of `because`; its score and probability are the list's if left out. */
export function candidateAt(
  list: CandidateList,
  place: number,
  because: number,
  score: number = list.scores[place],
  { probability, probabilityPeople }: CandidateProbability = probabilityAt(list, place),
): Candidate {
  return {
    product: list.products[place],
    category: list.categories[place],
    score,
    probability,
    probabilityPeople,
    because,
    together: list.together[place],
    people: list.people[place],
    sessions: list.sessions[place],
    sessionPeople: list.sessionPeople[place],
    through: list.through[place],
  };
}

/** The probability at a place of a list, and who stands behind it. */
export function probabilityAt(list: CandidateList, place: number): CandidateProbability {
  const met = list.together[place] > 0 || list.sessions[place] > 0;
  const people = Math.max(list.people[place], list.sessionPeople[place]);
  return { probability: list.probabilities[place], probabilityPeople: met ? people : MOST_PEOPLE };
}

/** A candidate of which nothing but its score speaks: no basket, and no path through a third product. */
export function unlinkedCandidate(product: number, category: number, score: number, because = -1): Candidate {
  return {
    product,
    category,
    score,
    probability: NaN,
    probabilityPeople: MOST_PEOPLE,
    because,
    together: 0,
    people: 0,
    sessions: 0,
    sessionPeople: 0,
    through: -1,
  };
}
