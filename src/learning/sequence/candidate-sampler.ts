import { randomBits, type RandomKey } from '../../core/index.js';

/** Power of the counts that others than targets are drawn by, as word2vec does (Mikolov et al., NIPS 2013). */
const flattening = 0.75;

/** Draws the products that a step's softmax runs over. */
export class CandidateSampler {
  /** Cumulative probability over `products`. */
  private readonly cumulative: Float64Array;
  private readonly probability: Float64Array;
  private readonly targetShare: Float64Array;
  private readonly products: Int32Array;
  /** The step in which a product was last taken. */
  private readonly takenAt: Int32Array;
  private step = 0;

  /**
   * @param counts how often each product is a target
   * @param eligible 1 for each product that may be a candidate
   */
  constructor(counts: Float64Array, eligible: Uint8Array) {
    this.products = Int32Array.from(eligible.keys()).filter((product) => eligible[product] === 1);
    this.cumulative = new Float64Array(this.products.length);
    this.probability = new Float64Array(counts.length);
    this.takenAt = new Int32Array(counts.length);
    let total = 0;
    this.products.forEach((product, i) => {
      total += (counts[product] + 1) ** flattening;
      this.cumulative[i] = total;
    });
    for (const product of this.products) this.probability[product] = (counts[product] + 1) ** flattening / total;
    const targets = counts.reduce((sum, count) => sum + count, 0);
    this.targetShare = counts.map((count) => count / Math.max(1, targets));
  }

  /** Candidates of a step that wants `wanted` of them: all, where a sample would hold more than half. */
  size(wanted: number): number {
    return this.products.length <= 2 * wanted ? this.products.length : wanted;
  }

  /**
   * Fills `candidates` with the distinct ones of `targets`, in their order, and then with others drawn by popularity; and
   * `corrections` with -ln of each one's chance to be among them, which makes the softmax over the sample an estimate of
   * that over all (Bengio and Senécal, 2008).
   */
  draw(targets: Int32Array, key: RandomKey, candidates: Int32Array, corrections: Float32Array): void {
    const { cumulative, products, takenAt } = this;
    const step = ++this.step;
    let count = 0;
    for (const target of targets) {
      if (takenAt[target] === step) continue;
      takenAt[target] = step;
      candidates[count++] = target;
    }
    const everyone = candidates.length === products.length;
    const total = cumulative[cumulative.length - 1];
    let draws = 0;
    while (count < candidates.length && !everyone) {
      const product = products[placeOf((total * randomBits(key, draws++)) / 2 ** 32, cumulative)];
      if (takenAt[product] === step) continue;
      takenAt[product] = step;
      candidates[count++] = product;
    }
    for (const product of everyone ? products : []) if (takenAt[product] !== step) candidates[count++] = product;
    for (let i = 0; i < candidates.length; i++) {
      const product = candidates[i];
      const absent =
        targets.length * Math.log1p(-this.targetShare[product]) + draws * Math.log1p(-this.probability[product]);
      corrections[i] = everyone ? 0 : -Math.log(-Math.expm1(absent));
    }
  }
}

/** The first place whose cumulative value is greater than `at`. */
function placeOf(at: number, cumulative: Float64Array): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
