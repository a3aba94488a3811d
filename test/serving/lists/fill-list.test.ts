import { expect } from 'chai';
import fc from 'fast-check';
import { composeList, openPolicy, type ListRequest } from '../../../src/ranking/lists/index.js';
import { CompiledRules } from '../../../src/serving/rules/index.js';
import { fillList } from '../../../src/serving/lists/fill-list.js';
import { candidateList } from '../../ranking/candidates.js';
import { memorySnapshot } from './memory-snapshot.js';
import { ruleDocuments, shops } from './random-shops.js';

/** Product 0 of category 0, with others of categories 1 and 2. */
const bare = {
  basket: [{ product: 0, category: 0 }],
  popular: Int32Array.of(4, 3, 2, 1, 0),
  categoryOf: Int32Array.of(0, 1, 2, 1, 2),
  policy: openPolicy(Int32Array.of(0, 1, 2)),
};
const own = (source: 'graph' | 'category') => [
  { product: 0, list: candidateList([{ product: 1, category: 1, score: 0.5 }], source) },
];
const nearness = { embeddings: new Float32Array(5).fill(1), dimension: 1, weighed: [{ product: 0, weight: 1 }] };

/** Which fallbacks a list is filled from. */
async function readFor(request: Pick<ListRequest, 'lists' | 'limit'>): Promise<string[]> {
  const read: string[] = [];
  await fillList(
    { ...bare, ...request },
    {
      categoryLists: () => {
        read.push('category');
        return Promise.resolve(own('category'));
      },
      nearness: () => {
        read.push('embeddings');
        return Promise.resolve(nearness);
      },
    },
  );
  return read;
}

describe('a list that is filled', () => {
  it('reads nothing that it does not need: embeddings only where categories cannot fill it, or the graph ends', async () => {
    expect(await readFor({ lists: own('graph'), limit: 1 })).to.deep.equal([]);
    expect(await readFor({ lists: [], limit: 1 })).to.deep.equal(['category']);
    expect(await readFor({ lists: own('category'), limit: 2 })).to.deep.equal(['category', 'embeddings']);
    expect(await readFor({ lists: own('graph'), limit: 2 })).to.deep.equal(['category', 'embeddings']);
  });

  it('is the list that is composed of everything at once, whatever the shop and its rules', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(shops, ruleDocuments, fc.integer({ min: 1, max: 40 }), async (shop, { rules }, limit) => {
        const snapshot = memorySnapshot(shop);
        const { categories, popular, categoryOf } = snapshot.shared;
        const compiled = await CompiledRules.of(rules, snapshot);
        const policy = openPolicy(Int32Array.from(categories.ids.keys()));
        for (const [product, category] of categoryOf.entries()) {
          const list = shop.lists.get(product);
          const ofCategory = shop.categoryLists.get(category);
          const request = {
            basket: [{ product, category }],
            lists: list === undefined ? [] : [{ product, list }],
            ...{ popular, categoryOf, policy, limit },
            admits: compiled.answer([product])?.admits,
            wishes: compiled.answer([product])?.wishes,
          };
          const categoryLists = ofCategory === undefined ? [] : [{ product, list: ofCategory }];
          const near = { embeddings: shop.embeddings, dimension: shop.dimension, weighed: [{ product, weight: 1 }] };
          const filled = await fillList(request, {
            categoryLists: () => Promise.resolve(categoryLists),
            nearness: () => Promise.resolve(near),
          });
          expect(filled).to.deep.equal(composeList({ ...request, categoryLists, nearness: near }));
        }
      }),
      { numRuns: 500 },
    );
  });
});
