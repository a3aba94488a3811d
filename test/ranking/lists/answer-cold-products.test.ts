import { expect } from 'chai';
import { answerColdProducts } from '../../../src/ranking/lists/index.js';
import { candidateList } from '../candidates.js';

describe('the answer to "which of the new arrivals?"', () => {
  const own = candidateList([
    { product: 7, category: 1, score: 0.5 },
    { product: 3, category: 2, score: 0.25 },
  ]);
  const byCategory = candidateList([{ product: 9, category: 3, score: 1 }]);

  it("is the beginning of the product's own list", () => {
    expect(answerColdProducts(own, byCategory, 1)).to.deep.equal([{ product: 7, score: 0.5 }]);
    expect(answerColdProducts(own, byCategory, 10)).to.deep.equal([
      { product: 7, score: 0.5 },
      { product: 3, score: 0.25 },
    ]);
  });

  it("is its category's where it has none, and nothing where a shop has no cold-start products", () => {
    expect(answerColdProducts(undefined, byCategory, 10)).to.deep.equal([{ product: 9, score: 1 }]);
    expect(answerColdProducts(undefined, undefined, 10)).to.deep.equal([]);
  });
});
