import { expect } from 'chai';
import fc from 'fast-check';
import { nearestProducts } from '../../../src/ranking/lists/nearest-products.js';

const DIMENSION = 5;
const vectors = fc.array(
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: DIMENSION, maxLength: DIMENSION }),
  { minLength: 3, maxLength: 30 },
);

describe('the products nearest to a question', () => {
  it('are all that pass, in the order of the cosine with the weighted sum, told after the product that counts most', () => {
    fc.assert(
      fc.property(vectors, fc.double({ min: 0.1, max: 1, noNaN: true }), (rows, weight) => {
        const unit = rows.map((row) => {
          const length = Math.hypot(...row);
          return row.map((value) => Math.fround(length === 0 ? 0 : value / length));
        });
        const embeddings = Float32Array.from(unit.flat());
        const weighed = [
          { product: 0, weight: 1 },
          { product: 1, weight },
        ];
        const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, f) => sum + x * b[f], 0);
        const sum = unit[0].map((value, f) => value + weight * unit[1][f]);
        const length = Math.hypot(...sum);
        const found = [
          ...nearestProducts(
            { embeddings, dimension: DIMENSION, weighed },
            new Int32Array(rows.length),
            (p) => p % 2 === 0,
          ),
        ];
        if (length === 0) {
          expect(found).to.deep.equal([]);
          return;
        }
        expect(found.map(({ product }) => product).sort((a, b) => a - b)).to.deep.equal(
          [...rows.keys()].filter((product) => product % 2 === 0),
        );
        for (const [i, { product, score, because }] of found.entries()) {
          expect(score).to.be.closeTo((1 + dot(sum, unit[product]) / length) / 2, 1e-9);
          if (i > 0) expect(score).to.be.at.most(found[i - 1].score);
          const parts = weighed.map((each) => each.weight * dot(unit[each.product], unit[product]));
          expect(parts[because]).to.be.closeTo(Math.max(...parts), 1e-9);
        }
      }),
    );
  });
});
