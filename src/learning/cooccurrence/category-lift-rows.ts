import { placeInRow } from '../../core/numerics/index.js';
import { liftByChance, type CategoryLift } from './category-lift.js';

/** Bytes of rows that are kept. A shop of up to 2,000 categories fits as a whole. */
const KEPT_BYTES = 16_000_000;

/** Reads a lift row by row, or pair by pair; the rows asked for last are kept. */
export class CategoryLiftRows {
  private readonly rows = new Map<number, Float32Array>();
  private readonly most: number;

  constructor(private readonly lift: CategoryLift) {
    this.most = Math.max(1, Math.floor(KEPT_BYTES / (4 * lift.sums.length)));
  }

  /** The log lift of `category` with each category, [categories]. It may be overwritten by the next call. */
  of(category: number): Float32Array {
    const known = this.rows.get(category);
    if (known !== undefined) return known;
    const row = this.room();
    this.fill(category, row);
    this.rows.set(category, row);
    return row;
  }

  /** The log lift of two categories, as it stands in the row: for who wants few of a row, which many categories make long. */
  ofPair(category: number, other: number): number {
    const { sums, pairs } = this.lift;
    const row = this.most < sums.length ? this.rows.get(category) : this.of(category);
    if (row !== undefined) return row[other];
    const entry = placeInRow(pairs.columns, other, pairs.offsets[category], pairs.offsets[category + 1]);
    return entry < 0 ? Math.fround(liftByChance(this.lift, category, other)) : pairs.values[entry];
  }

  private room(): Float32Array {
    const { sums } = this.lift;
    if (this.rows.size < this.most) return new Float32Array(sums.length);
    const [[oldest, row]] = this.rows;
    this.rows.delete(oldest);
    return row;
  }

  private fill(category: number, row: Float32Array): void {
    const { pairs } = this.lift;
    for (let b = 0; b < row.length; b++) row[b] = liftByChance(this.lift, category, b);
    for (let e = pairs.offsets[category]; e < pairs.offsets[category + 1]; e++) row[pairs.columns[e]] = pairs.values[e];
  }
}
