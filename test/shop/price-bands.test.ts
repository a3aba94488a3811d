import { expect } from 'chai';
import fc from 'fast-check';
import { priceBands } from '../../src/shop/index.js';

describe('priceBands', () => {
  it('cuts each group at its own quantiles', () => {
    const prices = Float64Array.of(1, 2, 3, 4, 100, 200, 300, 400);
    const groups = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    expect([...priceBands(prices, groups, { bands: 2, fewest: 1 })]).to.deep.equal([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it('gives none to a product without a positive price', () => {
    const prices = Float64Array.of(NaN, 0, -1, Infinity, 5);
    expect([...priceBands(prices, new Int32Array(5), { bands: 3, fewest: 1 })]).to.deep.equal([-1, -1, -1, -1, 0]);
  });

  it('makes fewer bands of few products', () => {
    const prices = Float64Array.from({ length: 50 }, (_, i) => i + 1);
    expect(new Set(priceBands(prices, new Int32Array(50), { bands: 5, fewest: 20 }))).to.deep.equal(new Set([0, 1]));
  });

  it('rises with the price, keeps equal prices together, and does not know the currency', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 }), (cents) => {
        const bands = priceBands(Float64Array.from(cents), new Int32Array(cents.length), { bands: 4, fewest: 3 });
        const scaled = priceBands(
          Float64Array.from(cents, (c) => c * 1024),
          new Int32Array(cents.length),
          { bands: 4, fewest: 3 },
        );
        expect(scaled).to.deep.equal(bands);
        cents.forEach((a, i) => {
          cents.forEach((b, j) => {
            if (a <= b) expect(bands[i]).to.be.at.most(bands[j]);
          });
        });
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});
