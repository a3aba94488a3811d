import { transpose } from '../../core/numerics/index.js';
import type { Baskets } from './baskets.js';
import type { EvidenceOptions } from './evidence.js';
import type { PairCount } from './pair-counts.js';

/** Which baskets hold each product, of those that evidence is gathered from. */
export interface BasketHolders {
  /** [products + 1] where each product's baskets begin. */
  readonly offsets: Float64Array;
  /** The baskets of each product, ascending. */
  readonly baskets: Int32Array;
  /** For each of these, 1 where the product was bought in it. */
  readonly bought: Uint8Array;
  /** [baskets] whose each is, each person's one after the other. */
  readonly people: Int32Array;
}

/** The baskets of each product that are neither set aside nor too large for evidence. */
export function basketHolders(
  baskets: Baskets,
  { largestBasket }: Pick<EvidenceOptions, 'largestBasket'>,
): BasketHolders {
  const { contents, ageWeight, people } = baskets;
  const bought = transpose({ ...contents, values: Float32Array.from(baskets.bought) });
  const kept = ageWeight.map((age, b) => {
    const size = contents.offsets[b + 1] - contents.offsets[b];
    return age > 0 && size <= largestBasket ? 1 : 0;
  });
  const offsets = new Float64Array(contents.width + 1);
  const columns = new Int32Array(bought.columns.length);
  const marks = new Uint8Array(bought.columns.length);
  let at = 0;
  for (let product = 0; product < contents.width; product++) {
    for (let h = bought.offsets[product]; h < bought.offsets[product + 1]; h++) {
      if (kept[bought.columns[h]] === 0) continue;
      columns[at] = bought.columns[h];
      marks[at++] = bought.values[h];
    }
    offsets[product + 1] = at;
  }
  return { offsets, baskets: columns.slice(0, at), bought: marks.slice(0, at), people };
}

/** Counts pairs of products basket by basket: those that the evidence had no room for. Buffers are reused from call to call. */
export class PairCounter {
  /** [baskets] 0 for one that does not hold the product at hand, 1 for one that does, 2 where it was bought. */
  private readonly marks: Uint8Array;

  constructor(private readonly holders: BasketHolders) {
    this.marks = new Uint8Array(holders.people.length);
  }

  /** How often the product was taken with each of the others. */
  count(product: number, others: Int32Array): PairCount[] {
    this.mark(product, 1);
    const counts = Array.from(others, (other) => this.withMarked(other));
    this.mark(product, 0);
    return counts;
  }

  private mark(product: number, held: 0 | 1): void {
    const { offsets, baskets, bought } = this.holders;
    for (let h = offsets[product]; h < offsets[product + 1]; h++) this.marks[baskets[h]] = held * (1 + bought[h]);
  }

  private withMarked(other: number): PairCount {
    const { offsets, baskets, bought, people } = this.holders;
    const orders = { baskets: 0, people: 0, latest: -1 };
    const visits = { baskets: 0, people: 0, latest: -1 };
    for (let h = offsets[other]; h < offsets[other + 1]; h++) {
      const mark = this.marks[baskets[h]];
      if (mark === 0) continue;
      const of = mark === 2 && bought[h] === 1 ? orders : visits;
      const person = people[baskets[h]];
      of.baskets++;
      if (of.latest !== person) of.people++;
      of.latest = person;
    }
    return {
      together: orders.baskets,
      people: orders.people,
      sessions: visits.baskets,
      sessionPeople: visits.people,
    };
  }
}
