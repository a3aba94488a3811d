/** A product that may stand on a list, with what speaks for it. */
export interface Candidate {
  readonly product: number;
  readonly category: number;
  readonly score: number;
  /** The product of the question that speaks for it most, -1 for none. */
  readonly because: number;
  /** Baskets that hold both. */
  readonly together: number;
  /** People behind `together`, 255 for more. */
  readonly people: number;
  /** The third product that leads there where no basket holds both, else -1. */
  readonly through: number;
}

/** A candidate of which nothing but its score speaks: no basket, and no path through a third product. */
export function unlinkedCandidate(product: number, category: number, score: number, because = -1): Candidate {
  return { product, category, score, because, together: 0, people: 0, through: -1 };
}
