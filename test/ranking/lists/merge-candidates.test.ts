import { expect } from 'chai';
import fc from 'fast-check';
import { mergeCandidates } from '../../../src/ranking/lists/merge-candidates.js';
import { candidateList, type Candidate } from '../candidates.js';

describe('merging the lists of a basket', () => {
  /** Scores in eighths, so that sums are exact in any order. */
  const lists = fc.array(
    fc.uniqueArray(fc.record({ product: fc.nat(12), score: fc.nat(8).map((n) => n / 8), together: fc.nat(5) }), {
      selector: ({ product }) => product,
    }),
    { maxLength: 4 },
  );
  const asLists = (parts: readonly (readonly Omit<Candidate, 'category'>[])[]) =>
    parts.map((candidates, i) => ({
      product: 100 + i,
      list: candidateList(candidates.map((candidate) => ({ ...candidate, category: candidate.product % 3 }))),
    }));

  it('gives each product once, with the mean of its scores over all lists, best first, ties by number', () => {
    fc.assert(
      fc.property(lists, (parts) => {
        const merged = [...mergeCandidates(asLists(parts))];
        const products = [...new Set(parts.flat().map(({ product }) => product))];
        const expected = products
          .map((product) => ({
            product,
            score:
              parts.flat().reduce((sum, part) => sum + (part.product === product ? part.score : 0), 0) / parts.length,
          }))
          .sort((a, b) => b.score - a.score || a.product - b.product);
        expect(merged.map(({ product }) => product)).to.deep.equal(expected.map(({ product }) => product));
        merged.forEach(({ score }, i) => {
          expect(score).to.be.closeTo(expected[i].score, 1e-12);
        });
      }),
    );
  });

  it('explains an item by the product that contributes most to it, of equal ones the first', () => {
    fc.assert(
      fc.property(lists, (parts) => {
        for (const item of mergeCandidates(asLists(parts))) {
          const scores = parts.map((part) => part.find(({ product }) => product === item.product)?.score ?? -1);
          const most = scores.indexOf(Math.max(...scores));
          expect(item.because).to.equal(100 + most);
          expect(item.together).to.equal(parts[most].find(({ product }) => product === item.product)?.together);
        }
      }),
    );
  });

  it('does not depend on the order of the lists, each of any weight that age and kind give', () => {
    const weights = fc.array(fc.tuple(fc.nat(8), fc.constantFrom(1, 0.75, 0.5, 0.25)), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(lists, weights, (parts, of) => {
        const weighed = asLists(parts).map((each, i) => ({ ...each, weight: of[i][1] * 0.5 ** of[i][0] }));
        const merged = (given: typeof weighed) =>
          [...mergeCandidates(given)].map(({ product, score }) => ({ product, score }));
        expect(merged(weighed.toReversed())).to.deep.equal(merged(weighed));
        expect(merged([...weighed.slice(2), ...weighed.slice(0, 2)])).to.deep.equal(merged(weighed));
      }),
    );
  });

  it('lets each list count by its weight, and names the product that contributes most by it', () => {
    const first = candidateList([{ product: 4, category: 1, score: 0.5, together: 7 }]);
    const second = candidateList([
      { product: 4, category: 1, score: 0.75, together: 2 },
      { product: 5, category: 1, score: 1 },
    ]);
    const merged = [
      ...mergeCandidates([
        { product: 1, list: first, weight: 1 },
        { product: 2, list: second, weight: 0.25 },
      ]),
    ];
    expect(merged.map(({ product, score }) => [product, score])).to.deep.equal([
      [4, (0.5 + 0.25 * 0.75) / 1.25],
      [5, 0.25 / 1.25],
    ]);
    expect(merged[0]).to.include({ because: 1, together: 7 });
  });

  it('gives the same for equal weights as for none', () => {
    fc.assert(
      fc.property(lists, (parts) => {
        const weighed = asLists(parts).map((part) => ({ ...part, weight: 1 }));
        expect([...mergeCandidates(weighed)]).to.deep.equal([...mergeCandidates(asLists(parts))]);
      }),
    );
  });

  it('leaves one list as it is', () => {
    const list = candidateList([
      { product: 4, category: 1, score: 0.5, together: 7 },
      { product: 2, category: 0, score: 0.25, through: 9 },
    ]);
    const [first, second, ...others] = mergeCandidates([{ product: 1, list }]);
    expect(first).to.include({ product: 4, category: 1, score: 0.5, because: 1, together: 7, through: -1 });
    expect(second).to.include({ product: 2, category: 0, score: 0.25, because: 1, together: 0, through: 9 });
    expect(others).to.have.length(0);
  });

  it('gives each product the weighted mean of its probabilities, and the fewest people behind one of them', () => {
    const first = candidateList([
      { product: 4, category: 1, score: 0.5, probability: 0.5, together: 7, people: 6 },
      { product: 6, category: 1, score: 0.25, probability: NaN },
      { product: 7, category: 1, score: 0.125, probability: NaN },
    ]);
    const second = candidateList([
      { product: 4, category: 1, score: 0.75, probability: 0.25, together: 2, people: 1 },
      { product: 5, category: 1, score: 0.5, probability: 0.75 },
      { product: 6, category: 1, score: 0.25, probability: 0.5, together: 3, people: 3 },
    ]);
    const merged = [
      ...mergeCandidates([
        { product: 1, list: first },
        { product: 2, list: second, weight: 3 },
      ]),
    ];
    const told = merged.map(({ product, probability, probabilityPeople }) => [product, probability, probabilityPeople]);
    expect(told).to.deep.equal([
      [4, (0.5 + 3 * 0.25) / 4, 1],
      [5, (3 * 0.75) / 4, 255],
      [6, (3 * 0.5) / 4, 3],
      [7, NaN, 255],
    ]);
  });

  it('leaves the probabilities of one list as they are', () => {
    const list = candidateList([
      { product: 4, category: 1, score: 0.5, probability: 0.125, together: 7, people: 3 },
      { product: 2, category: 0, score: 0.25, probability: NaN, people: 2 },
    ]);
    const [first, second] = mergeCandidates([{ product: 1, list }]);
    expect(first).to.include({ probability: 0.125, probabilityPeople: 3 });
    expect(second).to.deep.include({ probability: NaN, probabilityPeople: 255 });
  });
});
