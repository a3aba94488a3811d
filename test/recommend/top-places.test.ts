import { expect } from 'chai';
import fc from 'fast-check';
import { TopPlaces } from '../../src/recommend/top-places.js';

describe('the top places of a row of scores', () => {
  const scores = fc.array(fc.integer({ min: -2, max: 6 }), { maxLength: 60 });

  it('are those that sorting gives: positive ones, largest first, equal ones in order of place', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 20 }), (values, keep) => {
        const sorted = [...values.keys()]
          .filter((place) => values[place] > 0)
          .sort((a, b) => values[b] - values[a] || a - b)
          .slice(0, keep);
        expect([...new TopPlaces(keep).of(Float64Array.from(values))]).to.deep.equal(sorted);
      }),
    );
  });

  it('do not depend on what was asked before', () => {
    fc.assert(
      fc.property(scores, scores, (before, values) => {
        const used = new TopPlaces(5);
        used.of(Float64Array.from(before));
        expect(used.of(Float64Array.from(values))).to.deep.equal(new TopPlaces(5).of(Float64Array.from(values)));
      }),
    );
  });
});
