import { expect } from 'chai';
import type { Catalogue } from '../../../../src/shop/index.js';
import { popularProducts, relationsByCategory } from '../../../../src/ranking/pipeline/rank/category-lists.js';
import { contextOf } from '../../ranking-fixture.js';

const popular = (popularity: number[], categoryOf: number[], perCategory = 10): number[] => [
  ...popularProducts(contextOf({ popularity, categoryOf, categories: 3 }), Float64Array.from(popularity), perCategory),
];

describe('the popular products of a snapshot', () => {
  it('come by falling count, ties by number, first no more of a category than asked, then the others', () => {
    expect(popular([1, 5, 5, 2, 9], [0, 0, 0, 0, 1])).to.deep.equal([4, 1, 2, 3, 0]);
    expect(popular([1, 5, 5, 2, 2], [0, 0, 0, 0, 1], 2)).to.deep.equal([1, 2, 4, 3, 0]);
  });

  it('end with what nobody bought, and leave out what has no category', () => {
    expect(popular([1, 0, 7], [0, 0, -1])).to.deep.equal([0, 1]);
  });

  it('hold the products of categories that nobody bought from, so that no list must stay empty', () => {
    expect(popular([1, 0, 0, 0], [0, 0, 1, 2])).to.deep.equal([0, 2, 3, 1]);
    expect(popular([0, 0], [0, 1])).to.deep.equal([0, 1]);
  });
});

describe('the relations that a merchant set', () => {
  it('hold for all categories under both of them, the strongest for each pair', () => {
    // outdoor(0) > tents(1); kitchen(2) > pans(3)
    const catalogue = {
      categories: { ids: ['o', 't', 'k', 'p'], names: ['o', 't', 'k', 'p'], parents: Int32Array.of(-1, 0, -1, 2) },
      relations: [
        { category: 0, related: 2, weight: 0.5 },
        { category: 1, related: 3, weight: 0.9 },
      ],
    } as unknown as Catalogue;
    expect(relationsByCategory(catalogue)).to.deep.equal([
      [
        { related: 2, weight: 0.5 },
        { related: 3, weight: 0.5 },
      ],
      [
        { related: 2, weight: 0.5 },
        { related: 3, weight: 0.9 },
      ],
      [],
      [],
    ]);
  });
});
