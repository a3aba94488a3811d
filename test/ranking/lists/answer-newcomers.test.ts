import { expect } from 'chai';
import { answerNewcomers } from '../../../src/ranking/lists/index.js';
import { candidateList } from '../candidates.js';

describe('the answer to "which of the new arrivals?"', () => {
  const own = candidateList([
    { product: 7, category: 1, score: 0.5 },
    { product: 3, category: 2, score: 0.25 },
  ]);
  const byCategory = candidateList([{ product: 9, category: 3, score: 1 }]);

  it("is the beginning of the product's own list", () => {
    expect(answerNewcomers(own, byCategory, 1)).to.deep.equal([{ product: 7, score: 0.5 }]);
    expect(answerNewcomers(own, byCategory, 10)).to.deep.equal([
      { product: 7, score: 0.5 },
      { product: 3, score: 0.25 },
    ]);
  });

  it("is its category's where it has none, and nothing where a shop has no newcomers", () => {
    expect(answerNewcomers(undefined, byCategory, 10)).to.deep.equal([{ product: 9, score: 1 }]);
    expect(answerNewcomers(undefined, undefined, 10)).to.deep.equal([]);
  });
});
