import { expect } from 'chai';
import fc from 'fast-check';
import { TopPlaces } from '../../../src/core/numerics/index.js';

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

  it('are right for rows so long that the room overflows often, the largest last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (keep, steps, rising) => {
          const values = Float64Array.from({ length: 3000 }, (_, i) => {
            const step = rising ? Math.floor((i * steps) / 9) : ((i * 7919) % 3001) - 5;
            return step > 0 ? step : 0;
          });
          const sorted = [...values.keys()]
            .filter((place) => values[place] > 0)
            .sort((a, b) => values[b] - values[a] || a - b)
            .slice(0, keep);
          expect([...new TopPlaces(keep).of(values)]).to.deep.equal(sorted);
        },
      ),
      { numRuns: 30 },
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
