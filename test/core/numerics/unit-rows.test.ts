import { expect } from 'chai';
import fc from 'fast-check';
import { divideByLength, euclideanLength, normaliseRows, unitRows } from '../../../src/core/numerics/index.js';
import { float32Array } from './float32-array.js';

describe('rows of length 1', () => {
  const matrix = fc.integer({ min: 1, max: 9 }).chain((dimension) =>
    fc.record({
      dimension: fc.constant(dimension),
      rows: float32Array(4 * dimension).map((values) => values.map((value) => (Math.abs(value) < 1e-15 ? 0 : value))),
    }),
  );

  it('have the direction of the rows that they come from; a row of zeros stays', () => {
    fc.assert(
      fc.property(matrix, ({ dimension, rows }) => {
        const unit = unitRows(rows, dimension);
        for (let from = 0; from < rows.length; from += dimension) {
          const length = euclideanLength(rows, from, dimension);
          expect(euclideanLength(unit, from, dimension)).to.be.closeTo(length === 0 ? 0 : 1, 1e-6);
          for (let i = from; i < from + dimension; i++) expect(unit[i] * length).to.be.closeTo(rows[i], 1e-6);
        }
      }),
    );
  });

  it('are made in place or in a copy, with the same bytes', () => {
    fc.assert(
      fc.property(matrix, ({ dimension, rows }) => {
        const before = rows.slice();
        const copy = unitRows(rows, dimension);
        expect(rows).to.deep.equal(before);
        normaliseRows(rows, dimension);
        expect(copy).to.deep.equal(rows);
      }),
    );
  });
});

describe('a vector divided by its length', () => {
  it('has each number over the length, to the last digit', () => {
    const vector = Float64Array.of(1, 2, 0.1);
    const length = Math.sqrt(1 + 4 + 0.1 * 0.1);
    expect(divideByLength(vector)).to.equal(true);
    expect([...vector]).to.deep.equal([1 / length, 2 / length, 0.1 / length]);
  });

  it('stays where it is zero, and says so', () => {
    const vector = new Float64Array(3);
    expect(divideByLength(vector)).to.equal(false);
    expect([...vector]).to.deep.equal([0, 0, 0]);
  });
});
