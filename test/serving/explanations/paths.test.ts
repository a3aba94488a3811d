import { expect } from 'chai';
import type { GraphFindings } from '../../../src/serving/explanations/graph-findings.js';
import { describePaths } from '../../../src/serving/explanations/paths.js';

const names = { x: 'Tent', y: 'Pan', unit: 'order' } as const;
const nothing: GraphFindings = {
  shared: { together: 0, people: 0, sessions: 0, sessionPeople: 0 },
  direction: { after: 0, before: 0, unknown: 0 },
  through: [],
  categories: [],
};
const third = {
  productId: 'p9',
  title: 'Stove',
  withX: 7,
  peopleWithX: 6,
  sampledX: 20,
  withY: 1,
  peopleWithY: 9,
  sampledY: 20,
  strength: 0.2,
};

const none = { baskets: 0, people: 0, sessions: 0, sessionPeople: 0 };

describe('the paths from a product to another', () => {
  it('are none where nothing connects them', () => {
    expect(describePaths(nothing, undefined, names, 5)).to.deep.equal([]);
    expect(describePaths(nothing, { from: 'graph', ...none }, names, 5)).to.deep.equal([]);
  });

  it('lead through common baskets, counted in the unit of the shop, or a few', () => {
    const text = (baskets: number, people: number, unit: 'order' | 'day' = 'order'): string =>
      describePaths(nothing, { ...none, from: 'snapshot', baskets, people }, { ...names, unit }, 2)[0].text;
    expect(text(12, 9)).to.equal('Tent ← 12 orders → Pan');
    expect(text(1, 2, 'day')).to.equal('Tent ← 1 visit → Pan');
    expect(text(3, 1)).to.equal('Tent ← a few orders → Pan');
  });

  it('tell orders from visits', () => {
    const path = (counts: object) => describePaths(nothing, { ...none, from: 'snapshot', ...counts }, names, 5)[0];
    expect(path({ baskets: 159, people: 90, sessions: 28, sessionPeople: 20 })).to.deep.equal({
      kind: 'baskets',
      baskets: 159,
      sessions: 28,
      text: 'Tent ← 159 orders and 28 sessions → Pan',
    });
    expect(path({ sessions: 28, sessionPeople: 20 }).text).to.equal('Tent ← 28 sessions → Pan');
    expect(path({ sessions: 28, sessionPeople: 4 }).text).to.equal('Tent ← a few sessions → Pan');
  });

  it('lead through a third product, whose strength is not told where a count is not', () => {
    const [path] = describePaths({ ...nothing, through: [third] }, undefined, names, 5);
    expect(path).to.deep.equal({
      kind: 'product',
      through: { productId: 'p9', title: 'Stove' },
      withX: 7,
      withY: 1,
      strength: 0.2,
      text: 'Tent ← 7 orders → Stove ← 1 order → Pan',
    });
    const [few] = describePaths({ ...nothing, through: [{ ...third, title: null }] }, undefined, names, 7);
    expect(few).to.deep.include({ withX: 'few', strength: null, text: 'Tent ← a few orders → p9 ← 1 order → Pan' });
  });

  it('lead over a relation of categories, learned or set by the shop', () => {
    const relation = { category: 'c1', categoryName: 'Tents', related: 'c3', relatedName: null, weight: 0.5 };
    const categories = ['merchant', 'baskets'].map((source) => ({ ...relation, source }));
    expect(describePaths({ ...nothing, categories }, undefined, names, 5).map(({ text }) => text)).to.deep.equal([
      'Tent → Tents → c3 (set by the shop) → Pan',
      'Tent → Tents → c3 (learned) → Pan',
    ]);
  });
});
