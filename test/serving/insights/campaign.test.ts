import { expect } from 'chai';
import fc from 'fast-check';
import { suppressSegment } from '../../../src/serving/insights/campaign.js';

describe('the numbers of a campaign', () => {
  it('are told as they are where no group of people is small', () => {
    const { customers, segment, lift } = suppressSegment({ inFrom: 200, inTo: 100, inBoth: 40, total: 1000 }, 5);
    expect(customers).to.deep.equal({ inFrom: 200, inTo: 100, inBoth: 40, total: 1000 });
    expect(segment).to.equal(160);
    expect(lift?.value).to.equal(2);
  });

  it('leave the few who bought in both in the segment, and tell no lift', () => {
    const { customers, segment, lift } = suppressSegment({ inFrom: 203, inTo: 100, inBoth: 4, total: 1000 }, 5);
    expect(customers?.inBoth).to.equal('few');
    expect(segment).to.equal(200);
    expect(lift).to.equal(null);
  });

  it('keep back how many bought in both where all but a few did', () => {
    const { customers, segment, lift } = suppressSegment({ inFrom: 40, inTo: 100, inBoth: 38, total: 1000 }, 5);
    expect(customers).to.deep.equal({ inFrom: 40, inTo: 100, inBoth: null, total: 1000 });
    expect(segment).to.equal('few');
    expect(lift).to.equal(null);
  });

  it('tell no group of fewer than the least number, alone or as the difference of two', () => {
    const shops = fc
      .tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20))
      .map(([both, a, b, rest]) => ({ inFrom: both + a, inTo: both + b, inBoth: both, total: both + a + b + rest }));
    fc.assert(
      fc.property(shops, fc.integer({ min: 2, max: 9 }), (counts, least) => {
        const { customers, segment, lift } = suppressSegment(counts, least);
        const small = (count: unknown): boolean => typeof count === 'number' && count > 0 && count < least;
        const { inFrom, inTo, inBoth, total } = customers!;
        for (const count of [inFrom, inTo, inBoth, total, segment]) expect(small(count)).to.equal(false);
        if (typeof inBoth === 'number') {
          for (const one of [inFrom, inTo]) if (typeof one === 'number') expect(small(one - inBoth)).to.equal(false);
        } else {
          expect(lift).to.equal(null);
        }
      }),
    );
  });
});
