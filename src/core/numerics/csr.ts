/**
 * A sparse matrix in compressed sparse rows.
 *
 * Row `i` holds the entries `offsets[i] … offsets[i + 1] - 1` of `columns` and `values`; columns ascend within a row.
 * Offsets are float64, exact up to 2^53 entries where int32 would end at 2^31.
 */
export interface Csr {
  readonly rows: number;
  /** Number of columns; equals `rows` for an adjacency. */
  readonly width: number;
  readonly offsets: Float64Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** Entries in row `row`. */
export function rowLength(matrix: Csr, row: number): number {
  return matrix.offsets[row + 1] - matrix.offsets[row];
}

/** Number of stored entries. */
export function entryCount(matrix: Csr): number {
  return matrix.offsets[matrix.rows];
}

/** Places of a matrix and what stands there, in any order, a place once or several times. */
export interface Edges {
  readonly rows: number;
  readonly width: number;
  /** Row of each edge, in [0, rows). */
  readonly sources: Int32Array;
  /** Column of each edge, in [0, width). */
  readonly targets: Int32Array;
  /** Weight of each edge; 1 if left out. */
  readonly values?: Float32Array | undefined;
  /** What entries of one place become; their sum if left out. */
  readonly combine?: (first: number, next: number) => number;
}

/**
 * Builds a matrix from edges in any order.
 *
 * Counting sort twice (by column, then stably by row), so O(edges + rows + width) time and no comparison. Values of
 * repeated places are combined in the order of the edges: pass values that add exactly where the bytes must not depend on
 * that order.
 */
export function csrFromEdges({ rows, width, sources, targets, values, combine = sum }: Edges): Csr {
  const edges = sources.length;
  const byColumn = countingOrder(targets, width, edges);
  const offsets = new Float64Array(rows + 1);
  for (let e = 0; e < edges; e++) offsets[sources[e] + 1]++;
  for (let r = 0; r < rows; r++) offsets[r + 1] += offsets[r];

  const columns = new Int32Array(edges);
  const weights = new Float32Array(edges);
  const next = offsets.slice(0, rows);
  for (let k = 0; k < edges; k++) {
    const e = byColumn[k];
    const at = next[sources[e]]++;
    columns[at] = targets[e];
    weights[at] = values === undefined ? 1 : values[e];
  }
  return mergeRepeats({ rows, width, offsets, columns, values: weights }, combine);
}

function sum(first: number, next: number): number {
  return first + next;
}

/** The edges' numbers ordered by `keys`, equal keys in their first order. */
function countingOrder(keys: Int32Array, range: number, edges: number): Uint32Array {
  const starts = new Uint32Array(range + 1);
  for (let e = 0; e < edges; e++) starts[keys[e] + 1]++;
  for (let k = 0; k < range; k++) starts[k + 1] += starts[k];
  const order = new Uint32Array(edges);
  for (let e = 0; e < edges; e++) order[starts[keys[e]]++] = e;
  return order;
}

/** Combines neighbouring entries of the same column, in place. */
function mergeRepeats(matrix: Csr, combine: (first: number, next: number) => number): Csr {
  const { rows, width, offsets, columns, values } = matrix;
  const merged = new Float64Array(rows + 1);
  let write = 0;
  for (let r = 0; r < rows; r++) {
    const start = write;
    for (let e = offsets[r]; e < offsets[r + 1]; e++) {
      if (write > start && columns[write - 1] === columns[e]) values[write - 1] = combine(values[write - 1], values[e]);
      else {
        columns[write] = columns[e];
        values[write] = values[e];
        write++;
      }
    }
    merged[r + 1] = write;
  }
  if (write === columns.length) return matrix;
  return { rows, width, offsets: merged, columns: columns.slice(0, write), values: values.slice(0, write) };
}

/** The transposed matrix; rows of the result keep the order of the rows they come from. */
export function transpose(matrix: Csr): Csr {
  const { rows, width, columns, values } = matrix;
  const offsets = new Float64Array(width + 1);
  for (const column of columns) offsets[column + 1]++;
  for (let c = 0; c < width; c++) offsets[c + 1] += offsets[c];
  const next = offsets.slice(0, width);
  const outColumns = new Int32Array(columns.length);
  const outValues = new Float32Array(columns.length);
  for (let r = 0; r < rows; r++) {
    for (let e = matrix.offsets[r]; e < matrix.offsets[r + 1]; e++) {
      const at = next[columns[e]]++;
      outColumns[at] = r;
      outValues[at] = values[e];
    }
  }
  return { rows: width, width: rows, offsets, columns: outColumns, values: outValues };
}
