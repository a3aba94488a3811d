import { randomBits, randomKey } from '../../../core/index.js';
import { CandidatePlaces, eligibleProducts, type CandidateSampler, type CandidateSet } from './candidate-set.js';

/** Power of the counts that others than targets are drawn by, as word2vec does (Mikolov et al., NIPS 2013). */
const flattening = 0.75;

/**
 * The batch's targets, in their order, and others drawn by flattened popularity, those that are there already being
 * rejected; all eligible products, where a sample would hold more than half of them. Corrected by each one's chance to be
 * among them, as a target or drawn, the softmax over the sample estimates that over all (Bengio and Senécal, 2008).
 */
export class RejectionSampler implements CandidateSampler {
  private readonly eligible: Int32Array;
  /** Cumulative weight over `eligible`. */
  private readonly cumulative: Float64Array;
  private readonly probability: Float64Array;
  private readonly targetShare: Float64Array;
  private readonly set: CandidatePlaces;

  /**
   * @param counts how often each product is a target
   * @param eligible 1 for each product that may be a candidate
   */
  constructor(
    counts: Float64Array,
    eligible: Uint8Array,
    wanted: number,
    private readonly seed: number,
  ) {
    this.eligible = eligibleProducts(eligible);
    const all = this.eligible.length;
    this.set = new CandidatePlaces(all <= 2 * wanted ? all : wanted, eligible.length);
    this.cumulative = new Float64Array(all);
    this.probability = new Float64Array(counts.length);
    let total = 0;
    this.eligible.forEach((product, i) => {
      total += (counts[product] + 1) ** flattening;
      this.cumulative[i] = total;
    });
    for (const product of this.eligible) this.probability[product] = (counts[product] + 1) ** flattening / total;
    const targets = counts.reduce((sum, count) => sum + count, 0);
    this.targetShare = counts.map((count) => count / Math.max(1, targets));
  }

  get size(): number {
    return this.set.products.length;
  }

  get samples(): boolean {
    return this.size < this.eligible.length;
  }

  /** @param targets eligible products, at most `size` distinct ones; one that stands twice had two chances */
  draw(step: number, targets: Int32Array): CandidateSet {
    const { set, eligible } = this;
    set.clear();
    this.takeNew(targets);
    if (this.samples) this.correct(targets.length, this.drawOthers(step));
    else this.takeNew(eligible);
    return set;
  }

  private takeNew(products: Int32Array): void {
    for (const product of products) if (!this.set.has(product)) this.set.take(product, 0);
  }

  /** Fills the places that are left; answers how many draws it took. */
  private drawOthers(step: number): number {
    const { set, eligible, cumulative } = this;
    const key = randomKey(this.seed, `candidates:${step + 1}`);
    const total = cumulative[cumulative.length - 1];
    let draws = 0;
    while (set.room > 0) {
      const product = eligible[placeOf((total * randomBits(key, draws++)) / 2 ** 32, cumulative)];
      if (!set.has(product)) set.take(product, 0);
    }
    return draws;
  }

  private correct(targets: number, draws: number): void {
    const { targetShare, probability } = this;
    this.set.products.forEach((product, place) => {
      const absent = targets * Math.log1p(-targetShare[product]) + draws * Math.log1p(-probability[product]);
      this.set.corrections[place] = -Math.log(-Math.expm1(absent));
    });
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
