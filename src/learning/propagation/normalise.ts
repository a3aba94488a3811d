import type { Csr } from '../../core/numerics/index.js';

/** Sum of each row: the weighted degree of each node. Added in float64. */
export function weightedDegrees(matrix: Csr): Float64Array {
  const degrees = new Float64Array(matrix.rows);
  for (let r = 0; r < matrix.rows; r++) {
    let sum = 0;
    for (let e = matrix.offsets[r]; e < matrix.offsets[r + 1]; e++) sum += matrix.values[e];
    degrees[r] = sum;
  }
  return degrees;
}

/**
 * D^-1/2 A D^-1/2 of a symmetric adjacency, as in Kipf and Welling (2017).
 *
 * Overwrites and shares the arrays of `adjacency`, so that a graph of any size is held once. A node without edges keeps
 * an empty row.
 */
export function normaliseSymmetric(adjacency: Csr): Csr {
  const scale = weightedDegrees(adjacency).map((degree) => (degree > 0 ? 1 / Math.sqrt(degree) : 0));
  const { rows, offsets, columns, values } = adjacency;
  for (let r = 0; r < rows; r++) {
    for (let e = offsets[r]; e < offsets[r + 1]; e++) values[e] = values[e] * scale[r] * scale[columns[e]];
  }
  return adjacency;
}

/** A + weight · I, the self-loops of the graph convolution, put in column order. */
export function withSelfLoops(adjacency: Csr, weight = 1): Csr {
  const { rows, offsets, columns, values } = adjacency;
  const outOffsets = new Float64Array(rows + 1);
  const outColumns = new Int32Array(columns.length + rows);
  const outValues = new Float32Array(columns.length + rows);
  let write = 0;
  for (let r = 0; r < rows; r++) {
    let placed = false;
    for (let e = offsets[r]; e < offsets[r + 1]; e++) {
      if (!placed && columns[e] >= r) {
        placed = true;
        outColumns[write] = r;
        outValues[write++] = weight + (columns[e] === r ? values[e] : 0);
        if (columns[e] === r) continue;
      }
      outColumns[write] = columns[e];
      outValues[write++] = values[e];
    }
    if (!placed) {
      outColumns[write] = r;
      outValues[write++] = weight;
    }
    outOffsets[r + 1] = write;
  }
  return { ...adjacency, offsets: outOffsets, columns: outColumns.slice(0, write), values: outValues.slice(0, write) };
}
