import { expect } from 'chai';
import fc from 'fast-check';
import { csrFromEdges } from '../../../src/core/numerics/index.js';
import { sparseProduct } from '../../../src/core/numerics/index.js';

describe('a sparse product', () => {
  it('is the product of the matrices, whatever the number of columns', () => {
    const edges = fc.array(fc.record({ row: fc.nat(3), column: fc.nat(4), value: fc.integer({ min: -4, max: 4 }) }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(edges, fc.integer({ min: 1, max: 20 }), (entries, dimension) => {
        const matrix = csrFromEdges({
          rows: 4,
          width: 5,
          sources: Int32Array.from(entries, ({ row }) => row),
          targets: Int32Array.from(entries, ({ column }) => column),
          values: Float32Array.from(entries, ({ value }) => value),
        });
        const dense = Float32Array.from({ length: 5 * dimension }, (_, i) => (i % 7) - 3);
        const expected = new Array<number>(4 * dimension).fill(0);
        for (const { row, column, value } of entries) {
          for (let d = 0; d < dimension; d++) expected[row * dimension + d] += value * dense[column * dimension + d];
        }
        const into = new Float32Array(4 * dimension).fill(NaN);
        sparseProduct(matrix, dense, dimension, into);
        into.forEach((value, i) => {
          expect(value).to.be.closeTo(expected[i], 1e-9);
        });
      }),
    );
  });
});
