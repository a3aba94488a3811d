import { basketCounts, buyerCounts, exactWeight, type Baskets } from './baskets.js';
import { TopK, transpose, type Csr } from '../../core/numerics/index.js';

/** How co-occurrence is weighed. */
export interface EvidenceOptions {
  /** A basket of n products weighs (n - 1)^-damping, so that a long history says less about each pair. */
  readonly damping: number;
  /**
   * Where the order of a basket's events is known, products that stand m places apart weigh m^-distance: what was bought
   * one after the other belongs together more than what years lie between.
   */
  readonly distance: number;
  /** Pairs kept per product, the heaviest first. */
  readonly keep: number;
  /** Larger baskets are left out: they are robots and resellers, and cost their size squared. */
  readonly largestBasket: number;
  /** Pairs that fewer people have in counted baskets are left out, so that no list can tell what a few had; none if left out. */
  readonly leastPeople?: number;
}

/** The item–item evidence: for each product the products it occurred with, columns ascending. Symmetric before `keep` cut it. */
export interface Evidence {
  /** Summed weights C[x, y]. */
  readonly pairs: Csr;
  /** For each entry of `pairs`, the number of counted baskets that hold both. */
  readonly together: Int32Array;
  /** For each entry of `pairs`, the number of people whose counted baskets these are; 255 stands for 255 and more. */
  readonly people: Uint8Array;
  /** |C[x]|: the sum of the row before it was cut. */
  readonly mass: Float64Array;
  /** Number of counted baskets that hold each product. */
  readonly baskets: Int32Array;
  /** Number of people with a counted basket that holds each product. */
  readonly buyers: Int32Array;
  /** Number of counted baskets. */
  readonly basketTotal: number;
}

/**
 * Co-occurrence of products in baskets, row by row (Gustavson's sparse product of the baskets with their transpose):
 * C[x, y] = Σ_b age(b) · (n_b - 1)^-damping · |place_bx - place_by|^-distance · t_bx · t_by, with t the event type's weight.
 *
 * Memory: the baskets twice, one dense row, and `keep` pairs per product.
 */
export function gatherEvidence(baskets: Baskets, options: EvidenceOptions): Evidence {
  const { contents, ageWeight, counted, people } = baskets;
  const weight = basketWeights(contents, ageWeight, options);
  const holders = transpose(contents);
  const nearness = nearnessOf(baskets, options.distance);
  const row = new EvidenceRow(contents.width, options);
  const rows = new GrowingRows(contents.width);
  const mass = new Float64Array(contents.width);
  for (let x = 0; x < contents.width; x++) {
    for (let h = holders.offsets[x]; h < holders.offsets[x + 1]; h++) {
      const basket = holders.columns[h];
      const own = weight[basket] * holders.values[h];
      if (own === 0) continue;
      for (let e = contents.offsets[basket]; e < contents.offsets[basket + 1]; e++) {
        const y = contents.columns[e];
        if (y === x) continue;
        const pair = nearness === undefined ? own : exactWeight(weight[basket] * nearness(h, e)) * holders.values[h];
        row.add(y, pair * contents.values[e]);
        if (counted[basket] !== 0) row.count(y, people[basket]);
      }
    }
    mass[x] = row.moveTo(rows);
    rows.endRow(x);
  }
  return {
    pairs: rows.matrix(),
    together: rows.counts(),
    people: rows.persons(),
    mass,
    baskets: basketCounts(baskets),
    buyers: buyerCounts(baskets),
    basketTotal: counted.reduce((n, c) => n + c, 0),
  };
}

function basketWeights(contents: Csr, ageWeight: Float64Array, options: EvidenceOptions): Float64Array {
  return ageWeight.map((age, b) => {
    const size = contents.offsets[b + 1] - contents.offsets[b];
    if (age === 0 || size < 2 || size > options.largestBasket) return 0;
    return exactWeight(age * (size - 1) ** -options.damping);
  });
}

/**
 * m^-distance of two entries of a basket that lie m places apart: of entry h of its transpose and entry e of itself;
 * undefined where places do not matter or are not known.
 */
function nearnessOf({ contents, places }: Baskets, distance: number): ((h: number, e: number) => number) | undefined {
  if (distance === 0 || places === undefined) return undefined;
  const most = places.reduce((far, place) => Math.max(far, place), 0);
  const powers = Float64Array.from({ length: most + 1 }, (_, m) => Math.max(m, 1) ** -distance);
  const placeOf = transpose({ ...contents, values: Float32Array.from(places) }).values;
  return (h, e) => powers[Math.abs(placeOf[h] - places[e])];
}

/** The evidence of one product, dense, in arrays that are emptied for the next. */
class EvidenceRow {
  private readonly sum: Float64Array;
  private readonly together: Int32Array;
  private readonly people: Int32Array;
  /** Who was counted last. */
  private readonly latest: Int32Array;
  private readonly touched: Int32Array;
  private readonly strength: Float64Array;
  private readonly strongest: TopK;
  private found = 0;

  private readonly leastPeople: number;

  /** @param options `keep`: entries that `moveTo` appends at most; `leastPeople`: of those whom at least so many have */
  constructor(products: number, { keep, leastPeople = 0 }: Pick<EvidenceOptions, 'keep' | 'leastPeople'>) {
    this.leastPeople = leastPeople;
    this.sum = new Float64Array(products);
    this.together = new Int32Array(products);
    this.people = new Int32Array(products);
    this.latest = new Int32Array(products).fill(-1);
    this.touched = new Int32Array(products);
    this.strength = new Float64Array(products);
    this.strongest = new TopK(keep, -Infinity);
  }

  add(product: number, weight: number): void {
    if (this.sum[product] === 0) this.touched[this.found++] = product;
    this.sum[product] += weight;
  }

  /** Counts a basket of `person`; each person's baskets come one after the other. */
  count(product: number, person: number): void {
    this.together[product]++;
    if (this.latest[product] === person) return;
    this.latest[product] = person;
    this.people[product]++;
  }

  /** Appends the heaviest entries, columns ascending, and answers the sum of all. */
  moveTo(rows: GrowingRows): number {
    const { sum, together, people, latest, strength, found } = this;
    const touched = this.touched.subarray(0, found).sort();
    const neighbours = this.leastPeople === 0 ? touched : touched.filter((y) => people[y] >= this.leastPeople);
    let total = 0;
    for (let i = 0; i < neighbours.length; i++) {
      strength[i] = sum[neighbours[i]];
      total += strength[i];
    }
    for (const i of this.strongest.ascending(strength.subarray(0, neighbours.length))) {
      const y = neighbours[i];
      rows.push(y, sum[y], together[y], people[y]);
    }
    for (const y of touched) {
      sum[y] = 0;
      together[y] = 0;
      people[y] = 0;
      latest[y] = -1;
    }
    this.found = 0;
    return total;
  }
}

/** Entries appended row by row, in arrays that double. */
class GrowingRows {
  private readonly offsets: Float64Array;
  private columns = new Int32Array(1 << 16);
  private weights = new Float32Array(1 << 16);
  private together = new Int32Array(1 << 16);
  private people = new Uint8Array(1 << 16);
  private length = 0;

  constructor(private readonly rows: number) {
    this.offsets = new Float64Array(rows + 1);
  }

  push(column: number, weight: number, together: number, people: number): void {
    if (this.length === this.columns.length) this.grow();
    this.columns[this.length] = column;
    this.weights[this.length] = weight;
    this.people[this.length] = Math.min(people, 255);
    this.together[this.length++] = together;
  }

  endRow(row: number): void {
    this.offsets[row + 1] = this.length;
  }

  matrix(): Csr {
    const { rows, offsets, length } = this;
    return {
      rows,
      width: rows,
      offsets,
      columns: this.columns.slice(0, length),
      values: this.weights.slice(0, length),
    };
  }

  counts(): Int32Array {
    return this.together.slice(0, this.length);
  }

  persons(): Uint8Array {
    return this.people.slice(0, this.length);
  }

  private grow(): void {
    const size = this.columns.length * 2;
    const columns = new Int32Array(size);
    const weights = new Float32Array(size);
    const together = new Int32Array(size);
    const people = new Uint8Array(size);
    columns.set(this.columns);
    weights.set(this.weights);
    together.set(this.together);
    people.set(this.people);
    Object.assign(this, { columns, weights, together, people });
  }
}
