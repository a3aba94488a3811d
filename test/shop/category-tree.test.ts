import { expect } from 'chai';
import { groupCategories, ofNearest, pathToRoot, subtrees } from '../../src/shop/index.js';
import type { CategoryTree } from '../../src/shop/category-tree.js';

/** outdoor(0) > camping(1) > tents(2), mats(3); food(4) */
const tree: CategoryTree = {
  ids: ['outdoor', 'camping', 'tents', 'mats', 'food'],
  names: ['Outdoor', 'Camping', 'Tents', 'Mats', 'Food'],
  parents: Int32Array.of(-1, 0, 1, 1, -1),
};

describe('the category tree', () => {
  it('gives the path from a category to its root', () => {
    expect(pathToRoot(tree, 2)).to.deep.equal([2, 1, 0]);
    expect(pathToRoot(tree, -1)).to.deep.equal([]);
  });

  it('gives what is known of the nearest category above, the category itself first', () => {
    const known = new Map([
      [0, 'of outdoor'],
      [2, ''],
    ]);
    const found = [0, 1, 2, 3, 4, -1].map((category) => ofNearest(tree, category, (each) => known.get(each)));
    expect(found).to.deep.equal(['of outdoor', 'of outdoor', '', 'of outdoor', undefined, undefined]);
  });

  it('draws the line of "another category" at the leaf or at a depth', () => {
    expect([...groupCategories(tree, 'leaf')]).to.deep.equal([0, 1, 2, 3, 4]);
    expect([...groupCategories(tree, 0)]).to.deep.equal([0, 0, 0, 0, 4]);
    expect([...groupCategories(tree, 1)]).to.deep.equal([0, 1, 1, 1, 4]);
    expect([...groupCategories(tree, 9)]).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('marks a category with all that lies under it', () => {
    expect([...subtrees(tree, [1])]).to.deep.equal([0, 1, 1, 1, 0]);
    expect([...subtrees(tree, [2, 4])]).to.deep.equal([0, 0, 1, 0, 1]);
  });
});
