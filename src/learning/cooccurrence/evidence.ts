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
  const { contents, ageWeight, counted } = baskets;
  const products = contents.width;
  const weight = basketWeights(contents, ageWeight, options);
  const places = options.distance === 0 ? undefined : baskets.places;
  const nearness = places === undefined ? undefined : nearnessOf(places, options.distance);
  const holders = transpose(contents);
  const placeOf =
    places === undefined ? undefined : transpose({ ...contents, values: Float32Array.from(places) }).values;

  const sum = new Float64Array(products);
  const both = new Int32Array(products);
  const people = new Int32Array(products);
  const latest = new Int32Array(products).fill(-1);
  const touched = new Int32Array(products);
  const strength = new Float64Array(products);
  const mass = new Float64Array(products);
  const rows = new GrowingRows(products);
  const strongest = new TopK(options.keep, -Infinity);

  for (let x = 0; x < products; x++) {
    let found = 0;
    for (let h = holders.offsets[x]; h < holders.offsets[x + 1]; h++) {
      const basket = holders.columns[h];
      const own = weight[basket] * holders.values[h];
      if (own === 0) continue;
      for (let e = contents.offsets[basket]; e < contents.offsets[basket + 1]; e++) {
        const y = contents.columns[e];
        if (y === x) continue;
        if (sum[y] === 0) touched[found++] = y;
        sum[y] +=
          places === undefined || placeOf === undefined || nearness === undefined
            ? own * contents.values[e]
            : exactWeight(weight[basket] * nearness[Math.abs(placeOf[h] - places[e])]) *
              holders.values[h] *
              contents.values[e];
        if (counted[basket] === 0) continue;
        both[y]++;
        if (latest[y] === baskets.people[basket]) continue;
        latest[y] = baskets.people[basket];
        people[y]++;
      }
    }
    const neighbours = touched.subarray(0, found).sort();
    let total = 0;
    for (let i = 0; i < found; i++) {
      strength[i] = sum[neighbours[i]];
      total += strength[i];
    }
    mass[x] = total;
    const kept = strongest.ascending(strength.subarray(0, found));
    for (const i of kept) rows.push(neighbours[i], sum[neighbours[i]], both[neighbours[i]], people[neighbours[i]]);
    rows.endRow(x);
    for (let i = 0; i < found; i++) {
      sum[neighbours[i]] = 0;
      both[neighbours[i]] = 0;
      people[neighbours[i]] = 0;
      latest[neighbours[i]] = -1;
    }
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

/** m^-distance for every number of places m that lies between two products of a basket. */
function nearnessOf(places: Int32Array, distance: number): Float64Array {
  const most = places.reduce((far, place) => Math.max(far, place), 0);
  return Float64Array.from({ length: most + 1 }, (_, m) => Math.max(m, 1) ** -distance);
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
