import { FNV_BASIS, fnvStep } from '../../core/index.js';
import type { Csr } from '../../core/numerics/index.js';

/** Rows of a matrix, those of the same entries told once. */
export interface DistinctRows {
  readonly matrix: Csr;
  /** [matrix.rows] how often each row stood in the original. */
  readonly counts: Float64Array;
  /** [rows of the original] the row of `matrix` that each is equal to. */
  readonly rowOf: Int32Array;
}

/** Collapses equal rows, in the order in which each stands first: of a shop's orders, many hold the same few products. */
export function distinctRows(matrix: Csr): DistinctRows {
  const { rows, offsets, columns, values } = matrix;
  const rowOf = new Int32Array(rows);
  const firsts = new Int32Array(rows);
  const counts = new Float64Array(rows);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * rows + 2))).fill(-1);
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  let found = 0;
  for (let row = 0; row < rows; row++) {
    let slot = hashOf(columns, bits, offsets[row], offsets[row + 1]) & (slots.length - 1);
    while (slots[slot] >= 0 && !sameRow(matrix, firsts[slots[slot]], row)) slot = (slot + 1) & (slots.length - 1);
    if (slots[slot] < 0) {
      firsts[found] = row;
      slots[slot] = found++;
    }
    rowOf[row] = slots[slot];
    counts[slots[slot]]++;
  }
  return { matrix: selectRows(matrix, firsts.subarray(0, found)), counts: counts.slice(0, found), rowOf };
}

/** FNV-1a over the entries, word by word. */
function hashOf(columns: Int32Array, valueBits: Int32Array, start: number, end: number): number {
  let hash = FNV_BASIS;
  for (let e = start; e < end; e++) hash = fnvStep(fnvStep(hash, columns[e]), valueBits[e]);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function sameRow({ offsets, columns, values }: Csr, a: number, b: number): boolean {
  const length = offsets[a + 1] - offsets[a];
  if (offsets[b + 1] - offsets[b] !== length) return false;
  for (let left = offsets[a], right = offsets[b]; left < offsets[a + 1]; left++, right++) {
    if (columns[left] !== columns[right] || values[left] !== values[right]) return false;
  }
  return true;
}

function selectRows(matrix: Csr, chosen: Int32Array): Csr {
  const offsets = new Float64Array(chosen.length + 1);
  chosen.forEach((row, r) => (offsets[r + 1] = offsets[r] + matrix.offsets[row + 1] - matrix.offsets[row]));
  const columns = new Int32Array(offsets[chosen.length]);
  const values = new Float32Array(columns.length);
  chosen.forEach((row, r) => {
    columns.set(matrix.columns.subarray(matrix.offsets[row], matrix.offsets[row + 1]), offsets[r]);
    values.set(matrix.values.subarray(matrix.offsets[row], matrix.offsets[row + 1]), offsets[r]);
  });
  return { rows: chosen.length, width: matrix.width, offsets, columns, values };
}
