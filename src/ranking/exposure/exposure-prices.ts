import { TopK } from '../../core/numerics/index.js';

/** A list before its exposure is bounded. */
export interface PricedList {
  /** Candidates in any order. */
  readonly products: Int32Array;
  /** [candidates] their scores as shares of the list's. */
  readonly shares: Float64Array;
  /** What it counts in each measure of exposure: as a list among all, by how often it is asked for, and between these. */
  readonly counts: readonly number[];
}

/** What a place on a list costs each product, in shares, and by how much it has to lead to stand first. */
export interface ExposurePrices {
  /** [products] λ ≥ 0. */
  readonly price: Float32Array;
  /** [products] the least difference of log scores to the next candidate. */
  readonly lead: Float32Array;
}

/** Places of a list that are bounded. */
export const BOUNDED_PLACES = 10;
/** The share of the bound that is aimed at: catalogues change, and lists that were not looked at differ. */
const AIM = 0.8;
/** First places are seen most: a product has half as many of them at most. */
const OF_FIRSTS = 0.5;
const ROUNDS = 40;
/** How far a price goes to where it would be right if no other moved. */
const STEP = 0.5;

/**
 * Prices under which no product stands on lists that make more than a share of all in any measure, and leads under which none
 * stands first on more than half of that: an auction over all lists at once (Bertsekas 1988). A product stands on a list where
 * share - price is among the ten largest; each round moves the price of a product that is shown too much, or that has one,
 * towards the one under which it would stand on as many lists as it may.
 *
 * @param products of the shop
 */
export function exposurePrices(lists: readonly PricedList[], products: number, maxExposure: number): ExposurePrices {
  const price = new Float64Array(products);
  const limit = limits(lists, maxExposure);
  const limitOfFirsts = limit.map((most) => OF_FIRSTS * most);
  for (let round = 0; round < ROUNDS; round++) {
    const margins = new Margins(products, limit);
    for (const list of lists) offer(list, price, margins);
    margins.forEachPriced(price, (product, right) => {
      price[product] += STEP * (right - price[product]);
    });
  }
  return { price: Float32Array.from(price), lead: leadsOf(lists, price, limitOfFirsts) };
}

/** What a product's lists may count in each measure. */
type Limits = readonly number[];

function limits(lists: readonly PricedList[], maxExposure: number): Limits {
  const measures = lists[0]?.counts.length ?? 0;
  return Array.from({ length: measures }, (_, m) => {
    const total = lists.reduce((sum, { counts }) => sum + counts[m], 0);
    return total === 0 ? Infinity : AIM * maxExposure * total;
  });
}

/** What the lists at hand count together, measure by measure. */
class Tally {
  private readonly sums: Float64Array;

  constructor(private readonly limit: Limits) {
    this.sums = new Float64Array(limit.length);
  }

  add(counts: readonly number[]): void {
    for (let m = 0; m < this.sums.length; m++) this.sums[m] += counts[m];
  }

  exceeds(): boolean {
    return this.sums.some((sum, m) => sum > this.limit[m]);
  }
}

/** For each product, by how much it could be dearer, list by list, before it left the list. */
class Margins {
  private readonly margins: number[][];
  private readonly owners: PricedList[][];
  private readonly shown: Tally[];

  constructor(
    products: number,
    private readonly limit: Limits,
  ) {
    this.margins = Array.from({ length: products }, () => []);
    this.owners = Array.from({ length: products }, () => []);
    this.shown = Array.from({ length: products }, () => new Tally(limit));
  }

  add(product: number, list: PricedList, margin: number, stands: boolean): void {
    this.margins[product].push(margin);
    this.owners[product].push(list);
    if (stands) this.shown[product].add(list.counts);
  }

  forEachPriced(price: Float64Array, change: (product: number, right: number) => void): void {
    for (let y = 0; y < price.length; y++) {
      if (this.shown[y].exceeds() || price[y] > 0) change(y, this.rightPrice(y));
    }
  }

  /** The price under which the product would stand on as many lists as it may, if no other price moved. */
  private rightPrice(product: number): number {
    const margins = this.margins[product];
    const owners = this.owners[product];
    const order = [...margins.keys()].sort((a, b) => margins[b] - margins[a] || a - b);
    const tally = new Tally(this.limit);
    for (const at of order) {
      tally.add(owners[at].counts);
      if (tally.exceeds()) return Math.max(0, margins[at]);
    }
    return 0;
  }
}

/** Offers a list to its candidates at these prices: who stands on it, and with what margin. */
function offer(list: PricedList, price: Float64Array, margins: Margins): void {
  const { products, shares } = list;
  // All candidates of a list that short stand on it, whatever they cost.
  if (products.length <= BOUNDED_PLACES) return;
  const bids = bidsOf(list, price);
  const places = new TopK(BOUNDED_PLACES + 1, -Infinity).of(bids);
  const stands = new Uint8Array(products.length);
  for (const at of places.subarray(0, BOUNDED_PLACES)) stands[at] = 1;
  const last = bids[places[BOUNDED_PLACES - 1]];
  const next = bids[places[BOUNDED_PLACES]];
  for (let i = 0; i < products.length; i++) {
    const other = stands[i] === 1 ? next : last;
    margins.add(products[i], list, shares[i] - other, stands[i] === 1);
  }
}

/** Leads under which no product stands first on more lists than it may. */
function leadsOf(lists: readonly PricedList[], price: Float64Array, limit: Limits): Float32Array {
  const lead = new Float64Array(price.length);
  const shown = lists.map((list) => standing(list, price));
  for (let round = 0; round < ROUNDS / 2; round++) {
    const firsts = new Map<number, { margin: number; list: PricedList }[]>();
    shown.forEach((logs, l) => {
      const first = leader(logs, lead);
      const of = firsts.get(first.product) ?? [];
      of.push({ margin: first.margin, list: lists[l] });
      firsts.set(first.product, of);
    });
    let changed = false;
    for (const [product, of] of firsts) {
      const needed = leastLead(of, limit);
      if (needed <= lead[product]) continue;
      lead[product] = needed;
      changed = true;
    }
    if (!changed) break;
  }
  return Float32Array.from(lead);
}

function leastLead(firsts: readonly { margin: number; list: PricedList }[], limit: Limits): number {
  const tally = new Tally(limit);
  for (const { margin, list } of [...firsts].sort((a, b) => b.margin - a.margin)) {
    tally.add(list.counts);
    if (tally.exceeds()) return margin + Number.EPSILON * Math.max(1, margin) * 4;
  }
  return 0;
}

interface Standing {
  readonly product: number;
  readonly log: number;
}

/** [candidates] share - price. */
export function bidsOf({ products, shares }: Omit<PricedList, 'counts'>, price: ArrayLike<number>): Float64Array {
  return Float64Array.from(products, (y, i) => shares[i] - price[y]);
}

/** The products that stand on a list at these prices, by falling share. */
function standing(list: PricedList, price: Float64Array): Standing[] {
  const { products, shares } = list;
  return [...new TopK(BOUNDED_PLACES, -Infinity).of(bidsOf(list, price))]
    .map((at) => ({ product: products[at], log: Math.log(shares[at] + Number.MIN_VALUE) }))
    .sort((a, b) => b.log - a.log || a.product - b.product);
}

/** Who stands first: the first whose lead over the next suffices, else the one with the largest share. */
function leader(
  logs: readonly Standing[],
  lead: ArrayLike<number>,
): { readonly product: number; readonly margin: number } {
  const at = leaderAt(
    logs.map(({ log }) => log),
    logs.map(({ product }) => lead[product]),
  );
  return {
    product: logs[at]?.product ?? -1,
    margin: at + 1 < logs.length ? logs[at].log - logs[at + 1].log : Infinity,
  };
}

/**
 * The place of the candidate that leads a list.
 *
 * @param logs log scores, falling
 * @param leads what each needs over the next
 */
export function leaderAt(logs: readonly number[], leads: readonly number[]): number {
  for (let at = 0; at < logs.length; at++) {
    if (leads[at] === 0 || at + 1 === logs.length || logs[at] - logs[at + 1] >= leads[at]) return at;
  }
  return 0;
}
