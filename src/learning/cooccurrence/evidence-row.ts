import { TopK } from '../../core/numerics/index.js';
import type { GrowingRows } from './growing-rows.js';
import { PersonSums } from './person-sums.js';

interface RowOptions {
  readonly keep: number;
  readonly leastPeople?: number;
  readonly repeat?: number;
}

/** The evidence of one product, dense, in arrays that are emptied for the next. */
export class EvidenceRow {
  private readonly sums: PersonSums;
  /** Orders in which both were bought, and the baskets that hold both without that. */
  private readonly orders: PersonCounts;
  private readonly sessions: PersonCounts;
  /** Baskets of either kind with a purchase or cart of whatever product. */
  private readonly counted: PersonCounts;
  private readonly isTouched: Uint8Array;
  private readonly touched: Int32Array;
  private readonly strength: Float64Array;
  private readonly strongest: TopK;
  private found = 0;

  private readonly leastPeople: number;

  /** @param options as the evidence's: entries that `moveTo` appends at most, and of whom; how a person's habit weighs */
  constructor(products: number, { keep, leastPeople = 0, repeat = 1 }: RowOptions) {
    this.leastPeople = leastPeople;
    this.sums = new PersonSums(products, repeat);
    this.orders = new PersonCounts(products);
    this.sessions = new PersonCounts(products);
    this.counted = new PersonCounts(products);
    this.isTouched = new Uint8Array(products);
    this.touched = new Int32Array(products);
    this.strength = new Float64Array(products);
    this.strongest = new TopK(keep, -Infinity);
  }

  /** Adds a basket of `person`; each person's baskets come one after the other, the oldest first. */
  add(product: number, person: number, weight: number): void {
    if (this.isTouched[product] === 0) {
      this.isTouched[product] = 1;
      this.touched[this.found++] = product;
    }
    this.sums.add(product, person, weight);
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
    const { sums, orders, sessions, counted, strength, found } = this;
    const touched = this.touched.subarray(0, found).sort();
    const neighbours = this.leastPeople === 0 ? touched : touched.filter((y) => counted.people[y] >= this.leastPeople);
    let total = 0;
    for (let i = 0; i < neighbours.length; i++) {
      strength[i] = sums.of(neighbours[i]);
      total += strength[i];
    }
    for (const i of this.strongest.ascending(strength.subarray(0, neighbours.length))) {
      const y = neighbours[i];
      rows.push(y, strength[i], {
        together: orders.baskets[y],
        people: orders.people[y],
        sessions: sessions.baskets[y],
        sessionPeople: sessions.people[y],
      });
    }
    for (const y of touched) {
      this.isTouched[y] = 0;
      sums.clear(y);
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
