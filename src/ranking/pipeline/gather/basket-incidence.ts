import type { Baskets } from '../../../learning/cooccurrence/index.js';
import type { Csr } from '../../../core/numerics/index.js';

/** The baskets that were not set aside, every product with weight 1; of those in which a person took the very same, the first. */
export function basketIncidence({ contents, ageWeight, people }: Baskets): Csr {
  const rows: number[] = [];
  let person = -1;
  let known = new Set<string>();
  for (let b = 0; b < contents.rows; b++) {
    if (ageWeight[b] === 0 || contents.offsets[b + 1] === contents.offsets[b]) continue;
    if (people[b] !== person) {
      person = people[b];
      known = new Set();
    }
    const held = contents.columns.subarray(contents.offsets[b], contents.offsets[b + 1]).join();
    if (known.has(held)) continue;
    known.add(held);
    rows.push(b);
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
