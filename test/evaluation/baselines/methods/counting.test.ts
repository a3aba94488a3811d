import { expect } from 'chai';
import { ageDecay } from '../../../../src/evaluation/baselines/methods/age-decay.js';
import {
  categoryPopularityScorer,
  fitCategoryPopularity,
} from '../../../../src/evaluation/baselines/methods/category-popularity.js';
import { coCountScorer } from '../../../../src/evaluation/baselines/methods/co-count.js';
import { coOccurrence } from '../../../../src/evaluation/baselines/methods/co-occurrence.js';
import {
  conditionalProbabilityScorer,
  fitConditionalProbability,
} from '../../../../src/evaluation/baselines/methods/conditional-probability.js';
import { fitLift, liftScorer } from '../../../../src/evaluation/baselines/methods/lift.js';
import {
  fitPointwiseMutualInformation,
  pointwiseMutualInformationScorer,
} from '../../../../src/evaluation/baselines/methods/pointwise-mutual-information.js';
import { fitPopularity, popularityScorer } from '../../../../src/evaluation/baselines/methods/popularity.js';
import { rowsOfProducts, scoresFor } from '../../../learning/factorisation/shop.js';

/** Products 0 to 3 are in 3, 2, 2 and 1 of four rows; 0 is with 1 twice, with 2 and 3 once. */
const rows = rowsOfProducts([[0, 1], [0, 1, 2], [0, 3], [2]], 4);
const counts = Float64Array.from([3, 2, 2, 1]);

function expectScores(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).to.have.length(expected.length + 1);
  expected.forEach((score, i) => {
    expect(actual[i + 1], `product ${i + 1}`).to.be.closeTo(score, 1e-7);
  });
}

describe('measures that count', () => {
  it('co-count: the rows that hold both', () => {
    expect(scoresFor(coCountScorer(coOccurrence(rows)), 0, 4)).to.deep.equal([3, 2, 1, 1]);
    expect(scoresFor(coCountScorer(coOccurrence(rows)), 3, 4)).to.deep.equal([1, 0, 0, 1]);
  });

  it('co-count with ages: older rows weigh less', () => {
    const decayed = coOccurrence(rows, ageDecay(Float64Array.from([0, 10, 20, 0]), 10));
    expectScores(scoresFor(coCountScorer(decayed), 0, 4), [1 + Math.exp(-1), Math.exp(-1), Math.exp(-2)]);
  });

  it('popularity: the counts, or recent baskets and a little of the counts', () => {
    const ages = Float64Array.from([0, 0, 10, 10]);
    expect(fitPopularity(rows, ages, counts, { decayDays: 0 })).to.equal(counts);
    const recent = fitPopularity(rows, ages, counts, { decayDays: 10 });
    const e = Math.exp(-1);
    expectScores(scoresFor(popularityScorer(recent), 2, 4), [2 + 0.002, 1 + e + 0.002, e + 0.001]);
  });

  it('conditional probability: the share of the rows, drawn to popularity', () => {
    const scorer = conditionalProbabilityScorer(fitConditionalProbability(coOccurrence(rows), counts, 4));
    expectScores(scoresFor(scorer, 0, 4), [(2 + (4 * 2) / 8) / 7, (1 + (4 * 2) / 8) / 7, (1 + 4 / 8) / 7]);
  });

  it('lift: the shrunk count over the power of the frequency', () => {
    const plain = liftScorer(fitLift(coOccurrence(rows), { power: 1, shrinkage: 0 }));
    expectScores(scoresFor(plain, 0, 4), [1, 0.5, 1]);
    const shrunk = liftScorer(fitLift(coOccurrence(rows), { power: 0.5, shrinkage: 1 }));
    expectScores(scoresFor(shrunk, 0, 4), [4 / 3 / Math.SQRT2, 1 / 2 / Math.SQRT2, 1 / 2]);
  });

  it('pointwise mutual information: never below 0, and shrunk', () => {
    const scorer = pointwiseMutualInformationScorer(fitPointwiseMutualInformation(coOccurrence(rows), 1));
    expectScores(scoresFor(scorer, 0, 4), [(Math.log(8 / 6) * 2) / 3, 0, (Math.log(4 / 3) * 1) / 2]);
  });

  it('category popularity: what goes with the category, and what sells in it', () => {
    const categoryOf = Int32Array.from([0, 1, 1, 2]);
    const sold = Float64Array.from([3, 4, 1, 2]);
    const linear = categoryPopularityScorer(fitCategoryPopularity(rows, categoryOf, sold, 1));
    expectScores(scoresFor(linear, 0, 4), [(2 / 3) * 0.8, (2 / 3) * 0.2, 1 / 3]);
    const flat = categoryPopularityScorer(fitCategoryPopularity(rows, categoryOf, sold, 0.5));
    expectScores(scoresFor(flat, 3, 4), [0, 0, 0]);
    expect(scoresFor(flat, 3, 4)[0]).to.be.closeTo(1, 1e-7);
  });
});
