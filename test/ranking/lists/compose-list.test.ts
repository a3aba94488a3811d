import { expect } from 'chai';
import fc from 'fast-check';
import { PolicyFilter } from '../../../src/ranking/lists/policy.js';
import { composeList, type CategoryPolicy, type ListRequest } from '../../../src/ranking/lists/index.js';
import { candidateList, type Candidate } from '../candidates.js';

const PRODUCTS = 24;
const CATEGORIES = 6;

/** The fallback that a snapshot keeps: every product that has a category, in some order of popularity. */
const catalogues = fc.record({
  categoryOf: fc.array(fc.integer({ min: -1, max: CATEGORIES - 1 }), { minLength: PRODUCTS, maxLength: PRODUCTS }),
  order: fc.shuffledSubarray([...Array(PRODUCTS).keys()], { minLength: PRODUCTS }),
});
const marks = fc.option(fc.array(fc.constantFrom(0, 1), { minLength: CATEGORIES, maxLength: CATEGORIES }), {
  nil: undefined,
});
const policies = fc.record({
  categoryGroups: fc.array(fc.nat(CATEGORIES - 1), { minLength: CATEGORIES, maxLength: CATEGORIES }),
  included: marks,
  excluded: marks,
  maxPerCategory: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
});
const candidates = fc.array(
  fc.record({ product: fc.nat(PRODUCTS - 1), score: fc.float({ min: 0, max: 1, noNaN: true }) }),
  { maxLength: 12 },
);
const requests = fc
  .record({
    catalogue: catalogues,
    policy: policies,
    basket: fc.uniqueArray(fc.nat(PRODUCTS - 1), { minLength: 1, maxLength: 3 }),
    lists: fc.array(fc.tuple(candidates, fc.constantFrom('graph' as const, 'category' as const)), { maxLength: 3 }),
    categoryLists: fc.array(candidates, { maxLength: 2 }),
    hidden: fc.uniqueArray(fc.nat(PRODUCTS - 1), { maxLength: 4 }),
    limit: fc.integer({ min: 1, max: 15 }),
  })
  .map(({ catalogue: { categoryOf, order }, policy, basket, hidden, lists, categoryLists, limit }): ListRequest => {
    const listOf = (parts: readonly Omit<Candidate, 'category'>[], source: 'graph' | 'category') =>
      candidateList(
        parts.map((part) => ({ ...part, category: categoryOf[part.product] })),
        source,
      );
    return {
      basket: basket.map((product) => ({ product, category: categoryOf[product] })),
      hidden,
      lists: lists.map(([parts, source], i) => ({ product: basket[i % basket.length], list: listOf(parts, source) })),
      categoryLists: categoryLists.map((parts) => ({ product: basket[0], list: listOf(parts, 'category') })),
      popular: Int32Array.from(order.filter((product) => categoryOf[product] >= 0)),
      categoryOf: Int32Array.from(categoryOf),
      policy: {
        categoryGroups: Int32Array.from(policy.categoryGroups),
        included: policy.included && Uint8Array.from(policy.included),
        excluded: policy.excluded && Uint8Array.from(policy.excluded),
        maxPerCategory: policy.maxPerCategory,
      },
      limit,
    };
  });

/** The policy said once more, from the definition. */
function admitted({ basket, policy }: ListRequest, category: number): boolean {
  const { categoryGroups, included, excluded } = policy;
  return (
    category >= 0 &&
    basket.every((own) => own.category < 0 || categoryGroups[own.category] !== categoryGroups[category]) &&
    (included === undefined || included[category] === 1) &&
    (excluded === undefined || excluded[category] === 0)
  );
}

describe('a composed list', () => {
  it('never breaks the policy: own lines, included and excluded categories, quotas, limit', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const items = composeList(request);
        const perCategory = new Map<number, number>();
        for (const { product, category } of items) {
          expect(category).to.equal(request.categoryOf[product]);
          expect(admitted(request, category), `category ${category}`).to.equal(true);
          perCategory.set(category, (perCategory.get(category) ?? 0) + 1);
        }
        for (const count of perCategory.values())
          expect(count).to.be.at.most(request.policy.maxPerCategory ?? Infinity);
        expect(items.length).to.be.at.most(request.limit);
      }),
      { numRuns: 500 },
    );
  });

  it('holds nothing of the basket itself nor of the history, and nothing twice', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const products = composeList(request).map(({ product }) => product);
        expect(new Set(products).size).to.equal(products.length);
        for (const { product } of request.basket) expect(products).not.to.include(product);
        for (const product of request.hidden ?? []) expect(products).not.to.include(product);
      }),
      { numRuns: 500 },
    );
  });

  it('never rises in score, nor goes back to an earlier source', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const items = composeList(request);
        const order = ['graph', 'category', 'popular'];
        for (let i = 1; i < items.length; i++) {
          const [before, after] = [items[i - 1], items[i]];
          expect(after.score).to.be.at.most(before.score);
          expect(order.indexOf(after.source)).to.be.at.least(order.indexOf(before.source));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('may hold what is of a category of the history, though not the product itself', () => {
    const list = candidateList([
      { product: 3, category: 1, score: 0.5 },
      { product: 4, category: 1, score: 0.25 },
    ]);
    const items = composeList({ ...open(0), hidden: [3], lists: [{ product: 3, list }], limit: 1 });
    expect(items.map(({ product, source }) => [product, source])).to.deep.equal([[4, 'graph']]);
  });

  it('orders equal scores of one source by number', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(PRODUCTS - 2), { minLength: 1 }), (products) => {
        const list = candidateList(products.map((product) => ({ product, category: 1, score: 0.5 })));
        const items = composeList({ ...open(PRODUCTS - 1), lists: [{ product: PRODUCTS - 1, list }], limit: 100 });
        const own = items.filter(({ source }) => source === 'graph').map(({ product }) => product);
        expect(own).to.deep.equal([...products].sort((a, b) => a - b));
      }),
    );
  });

  it('is filled while an admitted category has a product left', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const basket = new Set([...request.basket.map(({ product }) => product), ...(request.hidden ?? [])]);
        const perCategory = new Map<number, number>();
        for (const [product, category] of request.categoryOf.entries()) {
          if (!basket.has(product) && admitted(request, category)) {
            perCategory.set(category, (perCategory.get(category) ?? 0) + 1);
          }
        }
        const possible = [...perCategory.values()].reduce(
          (sum, count) => sum + Math.min(count, request.policy.maxPerCategory ?? Infinity),
          0,
        );
        expect(composeList(request)).to.have.length(Math.min(possible, request.limit));
      }),
      { numRuns: 500 },
    );
  });

  it('scales the scores of a later source down together, so that their proportions stay', () => {
    const list = candidateList([
      { product: 4, category: 1, score: 0.75 },
      { product: 5, category: 1, score: 0.25 },
    ]);
    const items = composeList({
      ...open(0),
      lists: [{ product: 0, list: candidateList([{ product: 3, category: 1, score: 0.5 }]) }],
      categoryLists: [{ product: 0, list }],
      limit: 3,
    });
    expect(items[1].score).to.equal(0.5);
    expect(items[2].score / items[1].score).to.be.closeTo(1 / 3, 1e-9);
  });

  it('prefers what the graph says to the category, and that to what is popular', () => {
    const request = {
      ...open(0),
      lists: [
        { product: 0, list: candidateList([{ product: 3, category: 1, score: 0.01 }], 'graph') },
        { product: 0, list: candidateList([{ product: 4, category: 1, score: 0.9 }], 'category') },
      ],
      categoryLists: [{ product: 0, list: candidateList([{ product: 5, category: 1, score: 0.8 }], 'category') }],
      limit: 4,
    };
    expect(composeList(request).map(({ product, source }) => [product, source])).to.deep.equal([
      [3, 'graph'],
      [4, 'category'],
      [5, 'category'],
      [1, 'popular'],
    ]);
  });

  it('knows a probability of what stands on a ready-made list, whatever its score there, and of nothing else', () => {
    const listed = [
      { product: 3, category: 1, score: 0.5, probability: 0.25 },
      { product: 4, category: 1, score: 0.25, probability: 0.75 },
    ];
    const items = composeList({
      ...open(0),
      lists: [{ product: 0, list: candidateList(listed) }],
      categoryLists: [{ product: 0, list: candidateList([{ ...listed[0], product: 5 }], 'category') }],
      wishes: { pinned: [6, 4], buries: false, buried: () => false, boosts: false, factor: () => 1 },
      limit: 5,
    });
    expect(items.map(({ product, source, probability }) => [product, source, probability])).to.deep.equal([
      [6, 'pinned', NaN],
      [4, 'graph', 0.75],
      [3, 'graph', 0.25],
      [5, 'category', 0.25],
      [1, 'popular', NaN],
    ]);
  });
});

/** A question about `product`, alone in category 0; all others are of category 1. */
function open(product: number): Omit<ListRequest, 'limit'> {
  const categoryOf = new Int32Array(PRODUCTS).fill(1);
  categoryOf[product] = 0;
  const policy: CategoryPolicy = {
    categoryGroups: Int32Array.of(0, 1),
    included: undefined,
    excluded: undefined,
    maxPerCategory: undefined,
  };
  return {
    basket: [{ product, category: 0 }],
    lists: [],
    categoryLists: [],
    popular: Int32Array.from([...categoryOf.keys()].filter((y) => y !== product)),
    categoryOf,
    policy,
  };
}

describe('the policy filter', () => {
  it('never admits a product without category, and admits all others for a basket without category', () => {
    const filter = new PolicyFilter(open(0).policy, [0], [-1]);
    expect(filter.take(7, -1)).to.equal(false);
    expect(filter.take(7, 1)).to.equal(true);
    expect(filter.take(7, 1)).to.equal(false);
  });

  it('draws the line where the level says: a sibling under the same ancestor is not another category', () => {
    const filter = new PolicyFilter({ ...open(0).policy, categoryGroups: Int32Array.of(5, 5, 2) }, [0], [0]);
    expect(filter.admitsCategory(1)).to.equal(false);
    expect(filter.admitsCategory(2)).to.equal(true);
  });
});
