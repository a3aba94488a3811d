import type { Baskets } from '../../../learning/cooccurrence/index.js';
import type { Csr } from '../../../core/numerics/index.js';

/** The baskets that were not set aside, every product with weight 1. */
export function basketIncidence({ contents, ageWeight }: Baskets): Csr {
  const rows: number[] = [];
  for (let b = 0; b < contents.rows; b++) {
    if (ageWeight[b] > 0 && contents.offsets[b + 1] > contents.offsets[b]) rows.push(b);
  }
  const offsets = new Float64Array(rows.length + 1);
  rows.forEach((b, row) => (offsets[row + 1] = offsets[row] + contents.offsets[b + 1] - contents.offsets[b]));
  const columns = new Int32Array(offsets[rows.length]);
  rows.forEach((b, row) => {
    columns.set(contents.columns.subarray(contents.offsets[b], contents.offsets[b + 1]), offsets[row]);
  });
  return {
    rows: rows.length,
    width: contents.width,
    offsets,
    columns,
    values: new Float32Array(columns.length).fill(1),
  };
}
