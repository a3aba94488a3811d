import { transpose, type Csr } from '../../core/numerics/index.js';
import type { Baskets } from './baskets.js';
import { basketWeights, nearnessOf, type EvidenceOptions } from './evidence.js';
import { PersonSums, exactWeight } from './person-sums.js';

/** What either way is believed to have beside what was seen: one neighbour. */
const UNSEEN = 1;

/**
 * For each pair of the evidence, the log odds that y comes after x where both are: log((A[x, y] + 1) / (A[y, x] + 1)), with
 * A[x, y] the part of C[x, y] from baskets in which y's last event came after x's. A card follows a camera, and seldom the other
 * way round. The odds of (y, x) are those of (x, y) with the other sign.
 *
 * @param pairs of `gatherEvidence` with the same options
 * @returns in the places of the pairs; undefined where the order of baskets' events is not known
 */
export function pairDirections(baskets: Baskets, options: EvidenceOptions, pairs: Csr): Csr | undefined {
  const { places } = baskets;
  if (places === undefined) return undefined;
  const ways = new Ways(baskets, places, options);
  const values = new Float32Array(pairs.columns.length);
  for (let x = 0; x < pairs.rows; x++) {
    const [from, to] = [pairs.offsets[x], pairs.offsets[x + 1]];
    if (from === to) continue;
    ways.add(x);
    for (let e = from; e < to; e++) values[e] = ways.logOdds(pairs.columns[e]);
    ways.clear();
  }
  return { ...pairs, values };
}

/** What came after one product and what before it, dense, in arrays that are emptied for the next. */
class Ways {
  private readonly weight: Float64Array;
  private readonly holders: Csr;
  /** For each entry of the holders, the product's place in the basket. */
  private readonly placeOf: Float32Array;
  private readonly nearness: (h: number, e: number) => number;
  private readonly after: PersonSums;
  private readonly before: PersonSums;
  private readonly touched = new Set<number>();

  constructor(
    private readonly baskets: Baskets,
    private readonly places: Int32Array,
    options: EvidenceOptions,
  ) {
    const { contents } = baskets;
    this.weight = basketWeights(baskets, options);
    this.holders = transpose(contents);
    this.placeOf = transpose({ ...contents, values: Float32Array.from(places) }).values;
    this.nearness = nearnessOf(baskets, options.distance) ?? (() => 1);
    this.after = new PersonSums(contents.width, options.repeat ?? 1);
    this.before = new PersonSums(contents.width, options.repeat ?? 1);
  }

  add(x: number): void {
    const { holders, weight } = this;
    for (let h = holders.offsets[x]; h < holders.offsets[x + 1]; h++) {
      if (weight[holders.columns[h]] > 0) this.addBasket(x, h);
    }
  }

  private addBasket(x: number, h: number): void {
    const { holders, places, placeOf, weight } = this;
    const { contents, people } = this.baskets;
    const b = holders.columns[h];
    for (let e = contents.offsets[b]; e < contents.offsets[b + 1]; e++) {
      const y = contents.columns[e];
      if (y === x) continue;
      const pair = exactWeight(weight[b] * this.nearness(h, e)) * holders.values[h] * contents.values[e];
      (places[e] > placeOf[h] ? this.after : this.before).add(y, people[b], pair);
      this.touched.add(y);
    }
  }

  logOdds(y: number): number {
    return Math.log((this.after.of(y) + UNSEEN) / (this.before.of(y) + UNSEEN));
  }

  clear(): void {
    for (const y of this.touched) {
      this.after.clear(y);
      this.before.clear(y);
    }
    this.touched.clear();
  }
}
