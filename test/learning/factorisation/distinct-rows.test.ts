import { expect } from 'chai';
import fc from 'fast-check';
import { csrFromEdges, type Csr } from '../../../src/core/numerics/index.js';
import { distinctRows } from '../../../src/learning/factorisation/distinct-rows.js';

const WIDTH = 4;

/** A matrix of the given rows, each a list of weights by column, 0 for no entry. */
function matrixOf(rows: readonly (readonly number[])[]): Csr {
  const entries = rows
    .flatMap((row, r) => row.map((value, column) => ({ r, column, value })))
    .filter((e) => e.value > 0);
  return csrFromEdges({
    rows: rows.length,
    width: WIDTH,
    sources: Int32Array.from(entries, ({ r }) => r),
    targets: Int32Array.from(entries, ({ column }) => column),
    values: Float32Array.from(entries, ({ value }) => value),
  });
}

function rowOf({ offsets, columns, values }: Csr, row: number): string {
  const [start, end] = [offsets[row], offsets[row + 1]];
  return JSON.stringify([[...columns.subarray(start, end)], [...values.subarray(start, end)]]);
}

describe('distinctRows', () => {
  const rows = fc.array(fc.array(fc.constantFrom(0, 0.5, 1), { minLength: WIDTH, maxLength: WIDTH }), {
    maxLength: 60,
  });

  it('tells each row once, in the order of first appearance, with how often it stood there', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const matrix = matrixOf(given);
        const distinct = distinctRows(matrix);
        const expected = new Map<string, number>();
        for (let row = 0; row < matrix.rows; row++) {
          const key = rowOf(matrix, row);
          expected.set(key, (expected.get(key) ?? 0) + 1);
          expect(rowOf(distinct.matrix, distinct.rowOf[row])).to.equal(key);
        }
        const found = Array.from({ length: distinct.matrix.rows }, (_, row) => rowOf(distinct.matrix, row));
        expect(found).to.deep.equal([...expected.keys()]);
        expect([...distinct.counts]).to.deep.equal([...expected.values()]);
      }),
    );
  });
});
