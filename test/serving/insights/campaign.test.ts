import { expect } from 'chai';
import fc from 'fast-check';
import { TELL_ALL } from '../../../src/ranking/explain/index.js';
import { tellSegment } from '../../../src/serving/insights/campaign.js';

describe('the numbers of a campaign', () => {
  it('are exact for those who may see that', () => {
    const counts = { inFrom: 203, inTo: 101, inBoth: 4, total: 1003 };
    const { customers, segment, lift } = tellSegment(counts, TELL_ALL);
    expect(customers).to.deep.equal(counts);
    expect(segment).to.equal(199);
    expect(lift?.value).to.be.closeTo((4 * 1003) / (203 * 101), 1e-12);
  });

  it('are rounded down for others, and the lift is that of the rounded', () => {
    const { customers, segment, lift } = tellSegment({ inFrom: 203, inTo: 101, inBoth: 42, total: 1003 }, 5);
    expect(customers).to.deep.equal({ inFrom: 200, inTo: 100, inBoth: 40, total: 1000 });
    expect(segment).to.equal(160);
    expect(lift?.value).to.equal(2);
  });

  it('tell no lift where a few bought in both', () => {
    const { customers, lift } = tellSegment({ inFrom: 203, inTo: 100, inBoth: 4, total: 1000 }, 5);
    expect(customers?.inBoth).to.equal(0);
    expect(lift).to.equal(null);
  });

  it('are multiples of the least number, so that no difference of two is smaller', () => {
    const shops = fc
      .tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20))
      .map(([both, a, b, rest]) => ({ inFrom: both + a, inTo: both + b, inBoth: both, total: both + a + b + rest }));
    fc.assert(
      fc.property(shops, fc.integer({ min: 2, max: 9 }), (counts, least) => {
        const { customers, segment } = tellSegment(counts, least);
        for (const count of [...Object.values(customers!), segment!]) expect(count % least).to.equal(0);
      }),
    );
  });
});
