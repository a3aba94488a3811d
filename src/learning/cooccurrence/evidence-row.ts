import { TopK } from '../../core/numerics/index.js';
import type { GrowingRows } from './growing-rows.js';

/** The evidence of one product, dense, in arrays that are emptied for the next. */
export class EvidenceRow {
  private readonly sum: Float64Array;
  /** Orders in which both were bought, and the baskets that hold both without that. */
  private readonly orders: PersonCounts;
  private readonly sessions: PersonCounts;
  /** Baskets of either kind with a purchase or cart of whatever product. */
  private readonly counted: PersonCounts;
  private readonly touched: Int32Array;
  private readonly strength: Float64Array;
  private readonly strongest: TopK;
  private found = 0;

  private readonly leastPeople: number;

  /** @param options `keep`: entries that `moveTo` appends at most; `leastPeople`: of those whom at least so many have */
  constructor(products: number, { keep, leastPeople = 0 }: { readonly keep: number; readonly leastPeople?: number }) {
    this.leastPeople = leastPeople;
    this.sum = new Float64Array(products);
    this.orders = new PersonCounts(products);
    this.sessions = new PersonCounts(products);
    this.counted = new PersonCounts(products);
    this.touched = new Int32Array(products);
    this.strength = new Float64Array(products);
    this.strongest = new TopK(keep, -Infinity);
  }

  add(product: number, weight: number): void {
    if (this.sum[product] === 0) this.touched[this.found++] = product;
    this.sum[product] += weight;
  }

  /**
   * Counts a basket of `person` that holds both; each person's baskets come one after the other.
   *
   * @param bought whether both were bought in it
   * @param counted whether anything in it was bought or carted
   */
  count(product: number, person: number, bought: boolean, counted: boolean): void {
    (bought ? this.orders : this.sessions).add(product, person);
    if (counted) this.counted.add(product, person);
  }

  /** Appends the heaviest entries, columns ascending, and answers the sum of all. */
  moveTo(rows: GrowingRows): number {
    const { sum, orders, sessions, counted, strength, found } = this;
    const touched = this.touched.subarray(0, found).sort();
    const neighbours = this.leastPeople === 0 ? touched : touched.filter((y) => counted.people[y] >= this.leastPeople);
    let total = 0;
    for (let i = 0; i < neighbours.length; i++) {
      strength[i] = sum[neighbours[i]];
      total += strength[i];
    }
    for (const i of this.strongest.ascending(strength.subarray(0, neighbours.length))) {
      const y = neighbours[i];
      rows.push(y, sum[y], {
        together: orders.baskets[y],
        people: orders.people[y],
        sessions: sessions.baskets[y],
        sessionPeople: sessions.people[y],
      });
    }
    for (const y of touched) {
      sum[y] = 0;
      for (const counts of [orders, sessions, counted]) counts.clear(y);
    }
    this.found = 0;
    return total;
  }
}

/** Per product, baskets and the people whose baskets these are. */
class PersonCounts {
  readonly baskets: Int32Array;
  readonly people: Int32Array;
  /** Who was counted last. */
  private readonly latest: Int32Array;

  constructor(products: number) {
    this.baskets = new Int32Array(products);
    this.people = new Int32Array(products);
    this.latest = new Int32Array(products).fill(-1);
  }

  add(product: number, person: number): void {
    this.baskets[product]++;
    if (this.latest[product] === person) return;
    this.latest[product] = person;
    this.people[product]++;
  }

  clear(product: number): void {
    this.baskets[product] = 0;
    this.people[product] = 0;
    this.latest[product] = -1;
  }
}
