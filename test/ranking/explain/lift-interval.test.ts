import { expect } from 'chai';
import fc from 'fast-check';
import { liftInterval } from '../../../src/ranking/explain/index.js';
import { numbers } from '../ranking-fixture.js';

describe('the interval of a lift', () => {
  it('is value / factor to value × factor, with the delta method for its logarithm', () => {
    // lift = 30 · 1000 / (100 · 150) = 2; variance = 1/30 - 1/100 - 1/150 + 3/1000 = 0.0196667.
    const interval = liftInterval({ both: 30, withX: 100, withY: 150, total: 1000 })!;
    expect(interval.value).to.equal(2);
    expect(interval.low).to.be.closeTo(2 / Math.exp(1.959964 * Math.sqrt(0.01966667)), 1e-6);
    expect(interval.high).to.be.closeTo(2 * Math.exp(1.959964 * Math.sqrt(0.01966667)), 1e-6);
  });

  it('has no width but for the sample of the whole where one always comes with the other', () => {
    // 1/n - 2/n + (2·N/n - 1)/N = 1/n - 1/N: the uncertainty of n itself.
    const { value, high } = liftInterval({ both: 50, withX: 50, withY: 50, total: 1000 })!;
    expect(value).to.equal(20);
    expect(Math.log(high / value) / 1.959964).to.be.closeTo(Math.sqrt(1 / 50 - 1 / 1000), 1e-6);
  });

  it('begins at 0 where nothing holds both, and ends where no pair in 2.5 % of samples would', () => {
    const { value, low, high } = liftInterval({ both: 0, withX: 100, withY: 200, total: 10_000 })!;
    expect([value, low]).to.deep.equal([0, 0]);
    // Expected by chance: 2 baskets. e^-3.689 = 0.025.
    expect(high).to.be.closeTo(-Math.log(0.025) / 2, 1e-9);
  });

  it('is not there where a count is missing', () => {
    expect(liftInterval({ both: 0, withX: 0, withY: 5, total: 10 })).to.equal(undefined);
    expect(liftInterval({ both: 0, withX: 5, withY: 0, total: 10 })).to.equal(undefined);
  });

  it('holds the lift, and narrows with the square root of the sample', () => {
    const counts = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(100), fc.nat(100), fc.nat(1000));
    fc.assert(
      fc.property(counts, ([both, x, y, rest]) => {
        const sample = { both, withX: both + x, withY: both + y, total: both + x + y + rest };
        const once = liftInterval(sample)!;
        expect(once.low).to.be.at.most(once.value);
        expect(once.high).to.be.at.least(once.value);
        const { both: b, withX, withY, total } = sample;
        const fourfold = liftInterval({ both: 4 * b, withX: 4 * withX, withY: 4 * withY, total: 4 * total })!;
        expect(Math.log(fourfold.high / fourfold.low)).to.be.closeTo(Math.log(once.high / once.low) / 2, 1e-9);
      }),
    );
  });

  it('holds the true lift in about 95 % of samples', () => {
    const random = numbers(7);
    const [pBoth, pX, pY] = [0.03, 0.1, 0.12];
    const truth = pBoth / (pX * pY);
    let held = 0;
    for (let sample = 0; sample < 1000; sample++) {
      const counts = { both: 0, withX: 0, withY: 0, total: 1000 };
      for (let basket = 0; basket < counts.total; basket++) {
        const draw = random();
        const both = draw < pBoth;
        if (both) counts.both++;
        if (draw < pX) counts.withX++;
        if (both || (draw >= pX && draw < pX + pY - pBoth)) counts.withY++;
      }
      const { low, high } = liftInterval(counts)!;
      if (low <= truth && truth <= high) held++;
    }
    expect(held).to.be.within(930, 970);
  });
});
