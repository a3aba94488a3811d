import { expect } from 'chai';
import { evidenceLikelihood } from '../../../src/ranking/fitting/index.js';
import { matrix } from '../ranking-fixture.js';

/** Products 0 and 1 are of line 0, 2 and 3 of line 1, 4 of line 2, 5 of none. */
const categoryGroupOf = Int32Array.of(0, 0, 1, 1, 2, -1);
const popularity = Float64Array.of(50, 50, 3, 1, 4, 70);
const nothing = matrix(6, []);

describe('the likelihood of evidence', () => {
  it('is that of popularity among products of other categories where there is no evidence', () => {
    const asked = evidenceLikelihood(nothing, popularity, categoryGroupOf, [{ product: 0, truth: [2], basket: 0 }]);
    expect(asked).to.be.closeTo(Math.log(3 / 8), 1e-6);
  });

  it('is the mean over questions, each of whose truths counts alike', () => {
    const both = evidenceLikelihood(nothing, popularity, categoryGroupOf, [
      { product: 0, truth: [2, 3], basket: 0 },
      { product: 1, truth: [4], basket: 1 },
    ]);
    expect(both).to.be.closeTo(((Math.log(3 / 8) + Math.log(1 / 8)) / 2 + Math.log(4 / 8)) / 2, 1e-6);
  });

  it('rises with evidence that holds the truth and falls with evidence that holds others', () => {
    const likelihood = (y: number): number =>
      evidenceLikelihood(matrix(6, [[0, y, 8]]), popularity, categoryGroupOf, [{ product: 0, truth: [3], basket: 0 }]);
    const without = evidenceLikelihood(nothing, popularity, categoryGroupOf, [{ product: 0, truth: [3], basket: 0 }]);
    expect(likelihood(3)).to.be.greaterThan(without + 1);
    expect(likelihood(2)).to.be.lessThan(without);
  });

  it('does not count evidence with the own category or with products of none', () => {
    const own = matrix(6, [
      [0, 1, 100],
      [0, 5, 100],
    ]);
    const asked = [{ product: 0, truth: [2], basket: 0 }];
    expect(evidenceLikelihood(own, popularity, categoryGroupOf, asked)).to.equal(
      evidenceLikelihood(nothing, popularity, categoryGroupOf, asked),
    );
  });
});
