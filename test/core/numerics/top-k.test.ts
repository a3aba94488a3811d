import { expect } from 'chai';
import fc from 'fast-check';
import { TopK, bestFirst, byFallingValue } from '../../../src/core/numerics/index.js';

describe('the top places of a row of scores', () => {
  const scores = fc.array(fc.integer({ min: -2, max: 6 }), { maxLength: 60 });

  it('are those that sorting gives: positive ones, largest first, equal ones in order of place', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 20 }), (values, keep) => {
        const sorted = [...values.keys()]
          .filter((place) => values[place] > 0)
          .sort((a, b) => values[b] - values[a] || a - b)
          .slice(0, keep);
        expect([...new TopK(keep).of(Float64Array.from(values))]).to.deep.equal(sorted);
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
          expect([...new TopK(keep).of(values)]).to.deep.equal(sorted);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('do not depend on what was asked before', () => {
    fc.assert(
      fc.property(scores, scores, (before, values) => {
        const used = new TopK(5);
        used.of(Float64Array.from(before));
        expect(used.of(Float64Array.from(values))).to.deep.equal(new TopK(5).of(Float64Array.from(values)));
      }),
    );
  });

  it('may be as low as is asked, and come in order of place', () => {
    fc.assert(
      fc.property(scores, fc.nat(20), fc.constantFrom(-Infinity, -1, 0, 3), (values, k, above) => {
        const sorted = [...values.keys()]
          .filter((place) => values[place] > above)
          .sort((a, b) => values[b] - values[a] || a - b)
          .slice(0, k);
        const top = new TopK(k, above);
        expect([...top.of(Float64Array.from(values))]).to.deep.equal(sorted);
        const ascending = sorted.sort((a, b) => a - b);
        expect([...top.ascending(Float64Array.from(values))]).to.deep.equal(ascending);
        expect([...top.ascending(Float32Array.from(values))]).to.deep.equal(ascending);
      }),
    );
  });
});

describe('the best first', () => {
  it('are in the order that sorting gives, as far as they are taken', () => {
    const values = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 50 });
    fc.assert(
      fc.property(values, fc.nat(50), (row, taken) => {
        const compare = byFallingValue(row);
        const found: number[] = [];
        for (const place of bestFirst(row.length, compare)) {
          if (found.length === taken) break;
          found.push(place);
        }
        expect(found).to.deep.equal([...row.keys()].sort(compare).slice(0, taken));
      }),
    );
  });
});
