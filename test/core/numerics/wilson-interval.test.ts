import { expect } from 'chai';
import fc from 'fast-check';
import { wilsonInterval } from '../../../src/core/numerics/index.js';

describe("Wilson's interval", () => {
  it('has the published bounds', () => {
    // Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3.
    for (const [hits, trials, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ]) {
      const [from, to] = wilsonInterval(hits, trials);
      expect(from).to.be.closeTo(low, 5e-5);
      expect(to).to.be.closeTo(high, 5e-5);
    }
  });

  it('holds the share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, part) => {
        const hits = Math.round(part * trials);
        const [low, high] = wilsonInterval(hits, trials);
        expect(0 <= low && low <= hits / trials && hits / trials <= high && high <= 1).to.equal(true);
      }),
    );
  });

  it('says nothing without trials', () => {
    expect(wilsonInterval(0, 0)).to.deep.equal([0, 1]);
  });
});
