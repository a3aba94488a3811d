import { expect } from 'chai';
import fc from 'fast-check';
import { Prng, runningTotals } from '../../../src/shop/sample/prng.js';

describe('seeded random source', () => {
  it('gives the same numbers for a seed, in [0, 1), evenly', () => {
    const [a, b] = [new Prng(42), new Prng(42)];
    const buckets = new Array<number>(10).fill(0);
    for (let i = 0; i < 20_000; i++) {
      const u = a.unit();
      if (u !== b.unit() || u < 0 || u >= 1) expect.fail(`number ${i} is ${u}`);
      buckets[Math.floor(u * 10)]++;
    }
    for (const count of buckets) expect(count).to.be.within(1_800, 2_200);
  });

  it('forks streams that do not depend on how much is drawn from each other', () => {
    const parent = new Prng(1);
    const first = parent.fork('orders').unit();
    const views = parent.fork('views');
    views.unit();
    expect(parent.fork('orders').unit()).to.equal(first);
    expect(parent.fork('views').unit()).to.not.equal(first);
    expect(new Prng(2).fork('orders').unit()).to.not.equal(first);
  });

  it('draws in proportion to weights, and never what weighs nothing', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }).filter((weights) => weights.some((w) => w > 0)),
        (seed, weights) => {
          const random = new Prng(seed);
          const totals = runningTotals(weights);
          for (let i = 0; i < 50; i++) {
            expect(weights[random.weighted(weights)]).to.be.above(0);
            expect(weights[random.cumulative(totals)]).to.be.above(0);
          }
        },
      ),
    );
    const random = new Prng(3);
    let heavy = 0;
    for (let i = 0; i < 10_000; i++) heavy += random.weighted([1, 0, 3]) === 2 ? 1 : 0;
    expect(heavy / 10_000).to.be.within(0.73, 0.77);
  });

  it('permutes', () => {
    expect(new Prng(9).permutation(50).sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 50 }, (_, i) => i));
  });
});
