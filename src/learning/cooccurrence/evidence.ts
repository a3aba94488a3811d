import { buyerCounts, countOrders, type Baskets } from './baskets.js';
import { EvidenceRow } from './evidence-row.js';
import { GrowingRows } from './growing-rows.js';
import type { PairCounts } from './pair-counts.js';
import { exactWeight } from './person-sums.js';
import { transpose, type Csr } from '../../core/numerics/index.js';

/** How co-occurrence is weighed. */
export interface EvidenceOptions {
  /** A basket of n products weighs (n - 1)^-damping, so that a long history says less about each pair. */
  readonly damping: number;
  /** Days in which what a basket says of its pairs halves. */
  readonly halfLifeDays: number;
  /**
   * Where the order of a basket's events is known, products that stand m places apart weigh m^-distance: what was bought
   * one after the other belongs together more than what years lie between.
   */
  readonly distance: number;
  /**
   * What a person's baskets before the newest with a pair weigh: the k-th newest repeat^(k - 1), so that one person's habit counts
   * little more than one person; 1, as another person's would, if left out. Popularity counts alike.
   */
  readonly repeat?: number;
  /** Pairs kept per product, the heaviest first. */
  readonly keep: number;
  /** Larger baskets are left out: they are robots and resellers, and cost their size squared. */
  readonly largestBasket: number;
  /** Pairs that fewer people have in counted baskets are left out, so that no list can tell what a few had; none if left out. */
  readonly leastPeople?: number;
}

/** The item–item evidence: for each product the products it occurred with, columns ascending. Symmetric before `keep` cut it. */
export interface Evidence extends PairCounts {
  /** Summed weights C[x, y]; the counts have an entry for each of its entries. */
  readonly pairs: Csr;
  /** |C[x]|: the sum of the row before it was cut. */
  readonly mass: Float64Array;
  /** Number of orders in which each product was bought. */
  readonly baskets: Int32Array;
  /** Number of people whose orders these are. */
  readonly purchasers: Int32Array;
  /** Number of people with a basket that holds each product, and something that was bought or carted. */
  readonly buyers: Int32Array;
  /** Number of orders. */
  readonly basketTotal: number;
}

/**
 * Co-occurrence of products in baskets, row by row (Gustavson's sparse product of the baskets with their transpose):
 * C[x, y] = Σ_b repeat^(k_b - 1) · age(b) · (n_b - 1)^-damping · |place_bx - place_by|^-distance · t_bx · t_by, with t the event
 * type's weight, and k_b the number of the basket among those of its person that hold both, from the newest.
 *
 * Memory: the baskets twice, one dense row, and `keep` pairs per product.
 *
 * @param asked 1 for each product whose row is wanted, the others' being left empty; left out, all are
 */
export function gatherEvidence(baskets: Baskets, options: EvidenceOptions, asked?: Uint8Array): Evidence {
  const { contents, counted, people } = baskets;
  const weight = basketWeights(baskets, options);
  const holders = transpose(contents);
  const nearness = nearnessOf(baskets, options.distance);
  const boughtBy = boughtByHolders(baskets);
  const row = new EvidenceRow(contents.width, options);
  const rows = new GrowingRows(contents.width);
  const mass = new Float64Array(contents.width);
  for (let x = 0; x < contents.width; x++) {
    const end = asked?.[x] === 0 ? holders.offsets[x] : holders.offsets[x + 1];
    for (let h = holders.offsets[x]; h < end; h++) {
      const basket = holders.columns[h];
      const own = weight[basket] * holders.values[h];
      if (own === 0) continue;
      for (let e = contents.offsets[basket]; e < contents.offsets[basket + 1]; e++) {
        const y = contents.columns[e];
        if (y === x) continue;
        const pair = nearness === undefined ? own : exactWeight(weight[basket] * nearness(h, e)) * holders.values[h];
        row.add(y, people[basket], pair * contents.values[e]);
        row.count(y, people[basket], baskets.bought[e] !== 0 && boughtBy(h), counted[basket] !== 0);
      }
    }
    mass[x] = row.moveTo(rows);
    rows.endRow(x);
  }
  const { orders, purchasers, total } = countOrders(baskets);
  return {
    pairs: rows.matrix(),
    ...rows.counts(),
    mass,
    baskets: orders,
    purchasers,
    buyers: buyerCounts(baskets),
    basketTotal: total,
  };
}

/** Whether the product was bought in the basket, by the entry of the baskets' transpose that says that the basket holds it. */
function boughtByHolders({ contents, bought }: Baskets): (h: number) => boolean {
  if (bought.every((each) => each === 1)) return () => true;
  const { values } = transpose({ ...contents, values: Float32Array.from(bought) });
  return (h) => values[h] !== 0;
}

/** What each basket adds to a pair of its products, both bought: its age's weight times its size's; 0 for what is left out. */
export function basketWeights(
  { contents, ageWeight, age }: Baskets,
  { halfLifeDays, damping, largestBasket }: Pick<EvidenceOptions, 'halfLifeDays' | 'damping' | 'largestBasket'>,
): Float64Array {
  return ageWeight.map((kept, b) => {
    const size = contents.offsets[b + 1] - contents.offsets[b];
    if (kept === 0 || size < 2 || size > largestBasket) return 0;
    return exactWeight(2 ** (-age[b] / halfLifeDays) * (size - 1) ** -damping);
  });
}

/**
 * m^-distance of two entries of a basket that lie m places apart: of entry h of its transpose and entry e of itself;
 * undefined where places do not matter or are not known.
 */
export function nearnessOf(
  { contents, places }: Baskets,
  distance: number,
): ((h: number, e: number) => number) | undefined {
  if (distance === 0 || places === undefined) return undefined;
  const most = places.reduce((far, place) => Math.max(far, place), 0);
  const powers = Float64Array.from({ length: most + 1 }, (_, m) => Math.max(m, 1) ** -distance);
  const placeOf = transpose({ ...contents, values: Float32Array.from(places) }).values;
  return (h, e) => powers[Math.abs(placeOf[h] - places[e])];
}
