import { TopK, type Csr } from '../../core/numerics/index.js';

/** Pairs and the demand behind them. */
export interface CountingInputs {
  /** C[x, y]. */
  readonly pairs: Csr;
  /** [products] how much each went along with others. */
  readonly demand: Float64Array;
  /** For each product, the category that stands for it in "another category", -1 for none. */
  readonly categoryGroupOf: Int32Array;
}

/** Products most in demand that are looked at behind those with evidence. */
const IN_DEMAND = 500;
/** γ of the prior's strength in shops of which nothing is known. */
const GAMMA = 0.25;

/**
 * The first places by counting alone: C[x, y] + κ √n |C_x|^¼ p(y), with n products and p the share of the demand. It is the
 * shrunk conditional probability for large κ and the plain co-count for small.
 */
export class CountingLists {
  private readonly inDemand: Int32Array;
  private readonly row: Float64Array;
  private readonly share: Float64Array;
  private readonly top: TopK;

  constructor(
    private readonly counted: CountingInputs,
    places: number,
  ) {
    const { demand, categoryGroupOf } = counted;
    const total = demand.reduce((sum, value, y) => sum + (categoryGroupOf[y] < 0 ? 0 : value), 0);
    this.share = demand.map((value, y) => (categoryGroupOf[y] < 0 ? 0 : value / Math.max(total, Number.MIN_VALUE)));
    this.inDemand = new TopK(IN_DEMAND).of(this.share);
    this.row = new Float64Array(demand.length);
    this.top = new TopK(places);
  }

  /** The products of other categories that stand first for `product`, at most as many as there are places. */
  of(product: number, kappa: number): Int32Array {
    const { share, row, counted, inDemand } = this;
    const { pairs, categoryGroupOf } = counted;
    const { offsets, columns, values } = pairs;
    const own = categoryGroupOf[product];
    const touched: number[] = [];
    let mass = 0;
    for (let e = offsets[product]; e < offsets[product + 1]; e++) {
      const y = columns[e];
      if (categoryGroupOf[y] < 0 || categoryGroupOf[y] === own) continue;
      mass += values[e];
      row[y] = values[e];
      touched.push(y);
    }
    const strength = kappa * Math.sqrt(share.length) * mass ** GAMMA;
    for (const y of inDemand) if (row[y] === 0 && y !== product && categoryGroupOf[y] !== own) touched.push(y);
    const candidates = Int32Array.from(touched).sort();
    const scores = Float64Array.from(candidates, (y) => row[y] + strength * share[y]);
    for (const y of candidates) row[y] = 0;
    return this.top.of(scores).map((place) => candidates[place]);
  }
}
