import { expect } from 'chai';
import fc from 'fast-check';
import { kthLargest } from '../../src/model/kth-largest.js';
import { Strongest } from '../../src/model/strongest.js';

describe('kthLargest', () => {
  it('equals the k-th of the sorted values, equal ones included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 300 }),
        fc.nat(),
        (values, n) => {
          const k = 1 + (n % values.length);
          const sorted = values.toSorted((a, b) => b - a);
          expect(kthLargest(Float64Array.from(values), values.length, k)).to.equal(sorted[k - 1]);
        },
      ),
    );
  });
});

describe('Strongest', () => {
  it('keeps the strongest of any stream, of equal scores the first, and starts again after draining', () => {
    const scores = fc.oneof(
      fc.array(fc.float({ noNaN: true }), { maxLength: 500 }),
      fc.array(fc.constantFrom(0, -0, 1, -1, Infinity), { maxLength: 500 }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(scores, { minLength: 1, maxLength: 3 }), (top, streams) => {
        const strongest = new Strongest(top);
        for (const stream of streams) {
          stream.forEach((score, id) => {
            if (score > strongest.threshold) strongest.add(id, score);
          });
          const ids = new Int32Array(top).fill(-1);
          strongest.drain(ids, new Float32Array(top), 0);
          const expected = stream
            .map((score, id) => ({ score: score + 0, id }))
            .filter(({ score }) => score > -Infinity)
            .sort((a, b) => (a.score === b.score ? a.id - b.id : a.score > b.score ? -1 : 1))
            .slice(0, top)
            .map(({ id }) => id);
          expect([...ids]).to.deep.equal([...expected, ...new Array<number>(top - expected.length).fill(-1)]);
        }
      }),
    );
  });
});
