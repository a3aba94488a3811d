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
  /** Baskets that hold both. */
  readonly together: number;
  /** People behind `together`, 255 for more. */
  readonly people: number;
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
    through: list.through[place],
  };
}

/** The probability at a place of a list, and who stands behind it. */
export function probabilityAt({ probabilities, together, people }: CandidateList, place: number): CandidateProbability {
  return {
    probability: probabilities[place],
    probabilityPeople: together[place] === 0 ? MOST_PEOPLE : people[place],
  };
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
    through: -1,
  };
}
