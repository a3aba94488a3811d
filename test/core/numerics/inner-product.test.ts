import { expect } from 'chai';
import fc from 'fast-check';
import { addScaled, innerProduct, innerProducts, orderedInnerProduct } from '../../../src/core/numerics/index.js';
import { float32Array } from './float32-array.js';

describe('inner products', () => {
  const vectors = fc
    .integer({ min: 1, max: 21 })
    .chain((length) => fc.tuple(float32Array(length), float32Array(3 * length)));

  it('of a vector with rows are the sums of the products of their numbers, whatever the length', () => {
    fc.assert(
      fc.property(vectors, ([vector, rows]) => {
        const query = Float64Array.from(vector);
        const into = new Float64Array(3);
        innerProducts(query, rows, into);
        for (let row = 0; row < 3; row++) {
          const terms = vector.reduce((sum, value, i) => sum + value * rows[row * vector.length + i], 0);
          expect(into[row]).to.be.closeTo(terms, 1e-9);
          expect(into[row]).to.equal(innerProduct(query, rows, row * vector.length));
        }
      }),
    );
  });

  it('in order are that sum to the last digit', () => {
    fc.assert(
      fc.property(vectors, ([vector, rows]) => {
        const { length } = vector;
        const terms = vector.reduce((sum, value, i) => sum + value * rows[2 * length + i], 0);
        expect(orderedInnerProduct(vector, 0, rows, 2 * length, length)).to.equal(terms);
      }),
    );
  });

  it('of the two kinds differ in the last digits, as four sums do from one', () => {
    const left = Float64Array.of(1e16, 1, -1e16, 1);
    const ones = new Float64Array(4).fill(1);
    expect(innerProduct(left, ones, 0)).to.equal(0);
    expect(orderedInnerProduct(left, 0, ones, 0, 4)).to.equal(1);
  });

  it('are undone by what is added: a row less its part along another is at a right angle to it', () => {
    fc.assert(
      fc.property(vectors, ([vector, rows]) => {
        const { length } = vector;
        const target = Float64Array.from(vector);
        const squares = orderedInnerProduct(rows, length, rows, length, length);
        fc.pre(squares > 1e-3);
        const along = orderedInnerProduct(target, 0, rows, length, length) / squares;
        addScaled(target, -along, rows, length);
        expect(orderedInnerProduct(target, 0, rows, length, length)).to.be.closeTo(0, 1e-9);
        target.forEach((value, i) => {
          expect(value).to.equal(vector[i] - along * rows[length + i]);
        });
      }),
    );
  });
});
