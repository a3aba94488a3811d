import { expect } from 'chai';
import fc from 'fast-check';
import { agreedCandidates } from '../../src/recommend/agreed-candidates.js';
import { candidateList } from './candidates.js';

const listOf = (scores: Readonly<Record<number, number>>): ReturnType<typeof candidateList> =>
  candidateList(
    Object.entries(scores)
      .map(([product, score]) => ({ product: Number(product), category: 1, score }))
      .sort((a, b) => b.score - a.score),
  );

describe('what the lists of a basket agree on', () => {
  it('is the geometric mean of the scores, a tenth of the last one where a list lacks the candidate', () => {
    const found = [
      ...agreedCandidates([
        { product: 0, list: listOf({ 5: 0.5, 6: 0.25 }) },
        { product: 1, list: listOf({ 5: 0.125, 7: 0.5 }) },
      ]),
    ];
    expect(found.map(({ product, because }) => [product, because])).to.deep.equal([
      [5, 0],
      [7, 1],
      [6, 0],
    ]);
    [Math.sqrt(0.5 * 0.125), Math.sqrt(0.5 * 0.025), Math.sqrt(0.25 * 0.0125)].forEach((score, i) => {
      expect(found[i].score).to.be.closeTo(score, 1e-7);
    });
  });

  it('is the list itself where there is one', () => {
    const scores = fc.dictionary(
      fc.nat(30).map(String),
      fc.integer({ min: 0, max: 64 }).map((n) => n / 64),
    );
    fc.assert(
      fc.property(scores, (each) => {
        const list = listOf(each);
        const found = [...agreedCandidates([{ product: 40, list }])];
        const order = [...list.products.keys()].sort(
          (a, b) => list.scores[b] - list.scores[a] || list.products[a] - list.products[b],
        );
        expect(found.map(({ product }) => product)).to.deep.equal(order.map((place) => list.products[place]));
        found.forEach(({ score }, i) => expect(score).to.be.closeTo(list.scores[order[i]], 1e-9));
      }),
    );
  });
});
