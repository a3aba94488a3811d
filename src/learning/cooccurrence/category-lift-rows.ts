import { logLift, type CategoryLift } from './category-lift.js';

/** Bytes of rows that are kept. A shop of up to 2,000 categories fits as a whole. */
const KEPT_BYTES = 16_000_000;

/** Reads a lift row by row; the rows asked for last are kept. */
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

  private room(): Float32Array {
    const { sums } = this.lift;
    if (this.rows.size < this.most) return new Float32Array(sums.length);
    const [[oldest, row]] = this.rows;
    this.rows.delete(oldest);
    return row;
  }

  private fill(category: number, row: Float32Array): void {
    const { sums, total, pairs } = this.lift;
    const own = sums[category];
    // The lift of what chance gives nothing is log 1.
    for (let b = 0; b < row.length; b++) row[b] = own * sums[b] === 0 ? 0 : logLift(0, own, sums[b], total);
    for (let e = pairs.offsets[category]; e < pairs.offsets[category + 1]; e++) row[pairs.columns[e]] = pairs.values[e];
  }
}
