import { expect } from 'chai';
import fc from 'fast-check';
import { discount, discountedGain, idealGain, ndcg } from '../../../src/core/numerics/index.js';

describe('discounted gain', () => {
  const hits = fc.array(fc.nat(1), { maxLength: 12 });

  it('counts a place by the logarithm of its rank', () => {
    expect([0, 2, 6].map(discount)).to.deep.equal([1, 1 / 2, 1 / 3]);
    expect(discountedGain([0.5, 9, 3], 1)).to.equal(0.5);
    expect(discountedGain([0.5, 0, 3], 10)).to.equal(2);
  });

  it('of a list that begins with hits is what is ideal, to the last digit', () => {
    fc.assert(
      fc.property(fc.nat(20), (count) => {
        expect(idealGain(count)).to.equal(discountedGain(new Array<number>(count).fill(1), count));
      }),
    );
  });

  it('is normalised to 0 without a hit and 1 for the ideal list, whatever is wanted beyond the cutoff', () => {
    fc.assert(
      fc.property(hits, fc.integer({ min: 1, max: 12 }), fc.nat(9), (places, cutoff, more) => {
        const found = places.slice(0, cutoff).reduce((sum, hit) => sum + hit, 0);
        const value = ndcg(places, places.reduce((sum, hit) => sum + hit, 0) + more, cutoff);
        expect(value > 0).to.equal(found > 0);
        expect(value).to.be.at.most(1);
        expect(ndcg(new Uint8Array(cutoff).fill(1), cutoff + more, cutoff)).to.equal(1);
      }),
    );
    expect(ndcg([0, 0], 0, 2)).to.equal(0);
  });

  it('falls when a hit moves down', () => {
    fc.assert(
      fc.property(hits, fc.nat(11), (places, at) => {
        fc.pre(places[at] === 1 && places[at + 1] === 0);
        const lower = places.map((hit, place) => (place === at ? 0 : place === at + 1 ? 1 : hit));
        expect(ndcg(lower, 12, 12)).to.be.below(ndcg(places, 12, 12));
      }),
    );
  });
});
