import type { Csr } from '../../core/numerics/index.js';
import type { PairCount, PairCounts } from './pair-counts.js';

/** The largest number of people that is told apart. */
export const MOST_PEOPLE = 255;

/** The rows of the evidence, appended entry by entry, in arrays that double. */
export class GrowingRows {
  private readonly offsets: Float64Array;
  private columns = new Int32Array(1 << 16);
  private weights = new Float32Array(1 << 16);
  private together = new Int32Array(1 << 16);
  private people = new Uint8Array(1 << 16);
  private sessions = new Int32Array(1 << 16);
  private sessionPeople = new Uint8Array(1 << 16);
  private length = 0;

  constructor(private readonly rows: number) {
    this.offsets = new Float64Array(rows + 1);
  }

  push(column: number, weight: number, count: PairCount): void {
    if (this.length === this.columns.length) this.grow();
    const at = this.length++;
    this.columns[at] = column;
    this.weights[at] = weight;
    this.together[at] = count.together;
    this.people[at] = Math.min(count.people, MOST_PEOPLE);
    this.sessions[at] = count.sessions;
    this.sessionPeople[at] = Math.min(count.sessionPeople, MOST_PEOPLE);
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

  counts(): PairCounts {
    const { length } = this;
    return {
      together: this.together.slice(0, length),
      people: this.people.slice(0, length),
      sessions: this.sessions.slice(0, length),
      sessionPeople: this.sessionPeople.slice(0, length),
    };
  }

  private grow(): void {
    const size = this.columns.length * 2;
    this.columns = copyTo(new Int32Array(size), this.columns);
    this.weights = copyTo(new Float32Array(size), this.weights);
    this.together = copyTo(new Int32Array(size), this.together);
    this.people = copyTo(new Uint8Array(size), this.people);
    this.sessions = copyTo(new Int32Array(size), this.sessions);
    this.sessionPeople = copyTo(new Uint8Array(size), this.sessionPeople);
  }
}

function copyTo<Column extends Int32Array | Uint8Array | Float32Array>(larger: Column, column: Column): Column {
  larger.set(column);
  return larger;
}
