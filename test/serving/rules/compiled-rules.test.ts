import { expect } from 'chai';
import { CompiledRules, ruleDocumentSchema, type RuleAnswer } from '../../../src/serving/rules/index.js';
import { smallShop } from '../small-shop.js';

const compiled = (...rules: object[]): Promise<CompiledRules> =>
  CompiledRules.of(ruleDocumentSchema.parse({ rules }).rules, smallShop());
const answer = async (asked: readonly number[], ...rules: object[]): Promise<RuleAnswer | undefined> =>
  (await compiled(...rules)).answer(asked);
/** The products that hold. */
const where = (holds: (product: number) => boolean): number[] => [0, 1, 2, 3, 4, 5, 6].filter(holds);
/** The products that a rule with these items blocks. */
const blockedBy = async (items: object): Promise<number[]> => {
  const said = await answer([0], { id: 'a', action: 'block', items });
  return where((product) => said?.admits(product) === false);
};

describe('the rules of a shop, compiled for a snapshot', () => {
  it('say nothing where there are none, or none is for what is asked', async () => {
    expect(await answer([0])).to.equal(undefined);
    const rule = { id: 'a', action: 'block', items: { brands: ['b0'] } };
    expect(await answer([3], { ...rule, for: { products: ['p0'] } })).to.equal(undefined);
    expect(await answer([3], { ...rule, for: { categories: ['c0'] } })).to.equal(undefined);
  });

  it('are for the products of a category and of all under it', async () => {
    const rules = await compiled({
      id: 'a',
      action: 'block',
      for: { products: ['p4'], categories: ['c0'] },
      items: { brands: ['b0'] },
    });
    expect(where((product) => rules.answer([product]) !== undefined)).to.deep.equal([0, 1, 2, 4]);
    expect(rules.answer([3, 2])).not.to.equal(undefined);
  });

  it('touch what is named by id, category or brand; ids that the snapshot does not know touch nothing', async () => {
    expect(await blockedBy({ products: ['p3', 'nobody'] })).to.deep.equal([3]);
    expect(await blockedBy({ categories: ['c0'] })).to.deep.equal([0, 1, 2]);
    expect(await blockedBy({ brands: ['b1'], products: ['p6'] })).to.deep.equal([1, 3, 6]);
    expect(await blockedBy({ categories: ['nowhere'], brands: ['none'] })).to.deep.equal([]);
  });

  it('touch within bounds of stock and margin, which nothing holds whose stock or margin is unknown', async () => {
    expect(await blockedBy({ minStock: 5 })).to.deep.equal([1, 3]);
    expect(await blockedBy({ minStock: 0 })).to.deep.equal([0, 1, 3, 4, 5, 6]);
    expect(await blockedBy({ maxStock: 1 })).to.deep.equal([0, 4, 5, 6]);
    expect(await blockedBy({ minMargin: 0.4 })).to.deep.equal([1, 3]);
    expect(await blockedBy({ brands: ['b0'], maxMargin: 1 })).to.deep.equal([0, 5, 6]);
  });

  it('pin in their order, each product once, and never bury what is pinned', async () => {
    const said = await answer(
      [0],
      { id: 'a', action: 'pin', items: { products: ['p3', 'nobody', 'p2'] } },
      { id: 'b', action: 'pin', items: { products: ['p4', 'p3'] } },
      { id: 'c', action: 'bury', items: { categories: ['c3'] } },
    );
    expect(said?.wishes.pinned).to.deep.equal([3, 2, 4]);
    expect(where((product) => said?.wishes.buried(product) === true)).to.deep.equal([6]);
    expect([said?.wishes.buries, said?.wishes.boosts]).to.deep.equal([true, false]);
  });

  it('multiply the factors of all that boost a product, and name what touched it, blocks aside', async () => {
    const said = await answer(
      [0],
      { id: 'brand', action: 'boost', items: { brands: ['b1'] }, factor: 2 },
      { id: 'gone', action: 'block', items: { products: ['p3'] } },
      { id: 'stock', action: 'boost', items: { minStock: 10 }, factor: 1.5 },
    );
    expect([1, 2, 3].map((product) => said?.wishes.factor(product))).to.deep.equal([2, 1, 3]);
    expect(said?.touching(3)).to.deep.equal(['brand', 'stock']);
    expect(said?.touching(2)).to.deep.equal([]);
  });

  it('set a balance: of several the one that names the product, then its category, then all; the first of equal ones', async () => {
    const rules = await compiled(
      { id: 'all', action: 'balance', balance: 0.1 },
      { id: 'others', action: 'balance', balance: 0.2 },
      { id: 'category', action: 'balance', for: { categories: ['c0'] }, balance: 0.3 },
      { id: 'product', action: 'balance', for: { products: ['p0'] }, balance: 0.4 },
    );
    expect([0, 1, 3].map((product) => rules.answer([product])?.balance)).to.deep.equal([0.4, 0.3, 0.1]);
    expect(rules.answer([3, 1, 0])?.balance).to.equal(0.4);
    expect(rules.answer([0])?.touching(1)).to.deep.equal([]);
    expect((await answer([0], { id: 'a', action: 'block', items: { brands: ['b0'] } }))?.balance).to.equal(undefined);
  });
});
