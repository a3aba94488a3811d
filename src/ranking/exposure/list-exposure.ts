import { bestSellers, byPurchases, topDecile } from './best-sellers.js';
import { isBelowChance } from './chance.js';
import type { PurchaseBaskets } from './purchase-baskets.js';

/** What a shopkeeper sees who leafs through all lists. Shares of lists, or of their places. */
export interface Exposure {
  readonly lists: number;
  /** Share of the lists that hold the product which stands on most of them. */
  readonly maxExposure: number;
  /** The same with each list weighed by how often it is asked for. */
  readonly trafficExposure: number;
  /** Largest share of the lists that begin with the same product. */
  readonly maxFirst: number;
  /** Share of the lists that begin with one of the best sellers: of all time, and of the newest tenth of the baskets. */
  readonly firstIsBestseller: number;
  readonly firstIsRecent: number;
  /** Share of the places that the tenth of the products has which is bought most. */
  readonly topDecile: number;
  /** Share of the places whose pair was bought together significantly less than by chance (see `isBelowChance`). */
  readonly belowChance: number;
  /** Share of the places whose pair was bought together no more than by chance, both having 20 baskets at least. */
  readonly notAbove: number;
}

/** The products that stand out in them; -1 where there is no list. */
export interface Exposed extends Exposure {
  /** Stands on most lists. */
  readonly mostShown: number;
  /** Stands first on most lists. */
  readonly mostFirst: number;
}

/** Baskets of more products say nothing of a pair. */
const LARGEST_BASKET = 500;
/** Baskets from which on a product's pairs are held against chance at all. */
const ENOUGH = 20;

/** Counts what lists show, one list a product, in any order. */
export class ListExposure {
  private lists = 0;
  private places = 0;
  private traffic = 0;
  private readonly shown: Int32Array;
  private readonly asked: Float64Array;
  private readonly firsts: Int32Array;
  private readonly inPlaces = { top: 0, below: 0, notAbove: 0 };
  private readonly place: Int32Array;
  private readonly top: Uint8Array;

  constructor(private readonly baskets: PurchaseBaskets) {
    const products = baskets.counts.length;
    this.shown = new Int32Array(products);
    this.asked = new Float64Array(products);
    this.firsts = new Int32Array(products);
    this.place = new Int32Array(products).fill(-1);
    this.top = topDecile(baskets.counts);
  }

  /**
   * Adds the list of a product.
   *
   * @param list distinct products, best first, cut to the places that count; an empty one counts as none
   * @param traffic how often it is asked for
   */
  add(product: number, list: Int32Array, traffic: number): void {
    if (list.length === 0) return;
    this.lists++;
    this.traffic += traffic;
    this.places += list.length;
    this.firsts[list[0]]++;
    const together = this.together(product, list);
    const { counts, total } = this.baskets;
    list.forEach((other, i) => {
      this.shown[other]++;
      this.asked[other] += traffic;
      const expected = (counts[product] * counts[other]) / total;
      this.inPlaces.top += this.top[other];
      if (isBelowChance(together[i], expected)) this.inPlaces.below++;
      if (counts[product] >= ENOUGH && counts[other] >= ENOUGH && together[i] <= expected) this.inPlaces.notAbove++;
    });
  }

  /** What all lists so far show. */
  exposure(): Exposed {
    const { counts, recentCounts } = this.baskets;
    const sold = byPurchases(counts).length;
    const mostShown = placeOfMost(this.shown);
    const mostFirst = placeOfMost(this.firsts);
    const ofLists = (count: number): number => share(count, this.lists);
    const ofPlaces = (count: number): number => share(count, this.places);
    return {
      lists: this.lists,
      maxExposure: ofLists(this.shown[mostShown] ?? 0),
      trafficExposure: share(this.asked[placeOfMost(this.asked)] ?? 0, this.traffic),
      maxFirst: ofLists(this.firsts[mostFirst] ?? 0),
      firstIsBestseller: ofLists(inner(this.firsts, bestSellers(counts, sold))),
      firstIsRecent: ofLists(inner(this.firsts, bestSellers(recentCounts, sold))),
      topDecile: ofPlaces(this.inPlaces.top),
      belowChance: ofPlaces(this.inPlaces.below),
      notAbove: ofPlaces(this.inPlaces.notAbove),
      mostShown,
      mostFirst,
    };
  }

  /** Baskets that hold the product and each of the list [list]. */
  private together(product: number, list: Int32Array): Int32Array {
    const { holders, contents } = this.baskets;
    const counts = new Int32Array(list.length);
    list.forEach((other, i) => (this.place[other] = i));
    for (let h = holders.offsets[product]; h < holders.offsets[product + 1]; h++) {
      const from = contents.offsets[holders.columns[h]];
      const to = contents.offsets[holders.columns[h] + 1];
      if (to - from > LARGEST_BASKET) continue;
      for (let e = from; e < to; e++) {
        const i = this.place[contents.columns[e]];
        if (i >= 0) counts[i]++;
      }
    }
    for (const other of list) this.place[other] = -1;
    return counts;
  }
}

/** The place of the largest value, the first of equal ones; -1 where none is above 0. */
function placeOfMost(values: Int32Array | Float64Array): number {
  let most = -1;
  for (let i = 0; i < values.length; i++) if (values[i] > (values[most] ?? 0)) most = i;
  return most;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function inner(values: Int32Array, marks: Uint8Array): number {
  return values.reduce((sum, value, i) => sum + value * marks[i], 0);
}
