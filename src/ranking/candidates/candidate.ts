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
