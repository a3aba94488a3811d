import { expect } from 'chai';
import type { CategorySupport } from '../../../src/learning/cooccurrence/index.js';
import { learnedRelations, type RankingInputs } from '../../../src/ranking/candidates/index.js';
import { ProductRanker } from '../../../src/ranking/reranking/index.js';
import { contextOf, matrix } from '../ranking-fixture.js';
import { evidenceOf } from '../pair-counts.js';

/** Categories 0 to 3; 3 lies on the line of 0. */
const LIFT = [0, 1.5, 0.5, 2, 1.5, 0, -0.5, 0, 0.5, -0.5, 0, 0, 2, 0, 0, 0];
const context = contextOf({
  popularity: [10, 10, 10, 10],
  categoryOf: [0, 1, 2, 3],
  categories: 4,
  lift: LIFT,
  categoryGroups: [0, 1, 2, 0],
});
const support = supportOf([40, 8, 6, 5, 8, 10, 3, 0, 6, 3, 20, 0, 5, 0, 0, 5], 4);

/** What is counted of baskets, from counts [categories × categories]. */
function supportOf(together: readonly number[], categories: number): Pick<CategorySupport, 'baskets' | 'with'> {
  const rowOf = (a: number): readonly number[] => together.slice(a * categories, (a + 1) * categories);
  return {
    baskets: Int32Array.from({ length: categories }, (_, a) => rowOf(a)[a]),
    with: (a) => {
      const found = [...rowOf(a).entries()].filter(([, count]) => count > 0);
      return {
        categories: Int32Array.from(found, ([category]) => category),
        counts: Int32Array.from(found, ([, count]) => count),
      };
    },
  };
}

describe('what baskets say of categories', () => {
  it('is every pair that goes together more than by chance, on another line, heaviest first', () => {
    const pairs = [...learnedRelations(context, support)].map(([category, relations]) => [
      category,
      relations.map(({ related }) => related),
    ]);
    expect(pairs).to.deep.equal([
      [0, [1, 2]],
      [1, [0]],
      [2, [0]],
    ]);
  });

  it('states weight and support alike in both directions, and the share of each', () => {
    const [[, [there]], [, [back]]] = learnedRelations(context, support);
    expect(there).to.include({ related: 1, weight: 1.5, support: 8, confidence: 0.2 });
    expect(back).to.include({ related: 0, weight: 1.5, support: 8, confidence: 0.8 });
    for (const { low, confidence, high } of [there, back]) expect(low < confidence && confidence < high).to.equal(true);
  });

  it('keeps 25 of a category', () => {
    const categories = 60;
    const many = contextOf({
      popularity: [1],
      categoryOf: [0],
      categories,
      lift: Array.from({ length: categories ** 2 }, (_, i) => (i % categories) / 10),
    });
    const all = Array.from({ length: categories ** 2 }, () => 1);
    const [[, first]] = learnedRelations(many, supportOf(all, categories));
    expect(first.map(({ related }) => related)).to.deep.equal(Array.from({ length: 25 }, (_, i) => 59 - i));
  });

  it('is what a cold product of the category is answered by: popularity times e^(weight of the prior · weight)', () => {
    const inputs: RankingInputs = {
      evidence: evidenceOf(matrix(4, [])),
      graph: matrix(4, []),
      context,
      model: { prior: { affinity: 0, popularity: 1, categoryLift: 0.7, sameBrand: 0 }, kappa: 1, gamma: 0.5 },
      relations: [[], [], [], []],
      candidates: 10,
    };
    const [[, relations]] = learnedRelations(context, support);
    const list = new ProductRanker(inputs).rankCategory(0);
    expect([...list.categories]).to.deep.equal(relations.map(({ related }) => related));
    expect(list.scores[0] / list.scores[1]).to.be.closeTo(
      Math.exp(0.7 * (relations[0].weight - relations[1].weight)),
      1e-5,
    );
  });
});
