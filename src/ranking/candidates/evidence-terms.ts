import type { Csr } from '../../core/numerics/index.js';

/** The terms of P(y | x) = (C[x, y] + k·p(y)) / (|C_x| + k), over products of other categories than x's. */
export interface PairTerms {
  /** C[x, y]. */
  readonly evidence: number;
  /** |C_x|, above 0. */
  readonly mass: number;
  /** p(y): its share of the popularity of all those products. */
  readonly probability: number;
}

/** Evidence with popularity behind it. */
export class EvidenceTerms {
  private readonly byGroup = new Map<number, number>();
  private readonly total: number;

  /** @param categoryGroupOf for each product, the category that stands for it in "another category", -1 for none */
  constructor(
    private readonly evidence: Csr,
    private readonly popularity: Float64Array,
    private readonly categoryGroupOf: Int32Array,
  ) {
    let total = 0;
    popularity.forEach((count, y) => {
      if (categoryGroupOf[y] < 0) return;
      this.byGroup.set(categoryGroupOf[y], (this.byGroup.get(categoryGroupOf[y]) ?? 0) + count);
      total += count;
    });
    this.total = total;
  }

  /** The terms of P(y | product) for each y of `answers`. */
  of(product: number, answers: readonly number[]): PairTerms[] {
    const { evidence, popularity, categoryGroupOf, byGroup } = this;
    const row = new Map<number, number>();
    let mass = 0;
    for (let e = evidence.offsets[product]; e < evidence.offsets[product + 1]; e++) {
      const y = evidence.columns[e];
      if (categoryGroupOf[y] < 0 || categoryGroupOf[y] === categoryGroupOf[product]) continue;
      row.set(y, evidence.values[e]);
      mass += evidence.values[e];
    }
    const others = Math.max(this.total - (byGroup.get(categoryGroupOf[product]) ?? 0), Number.MIN_VALUE);
    return answers.map((y) => ({
      evidence: row.get(y) ?? 0,
      mass: Math.max(mass, 1e-9),
      probability: popularity[y] / others,
    }));
  }
}
