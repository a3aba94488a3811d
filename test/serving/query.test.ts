import { expect } from 'chai';
import { UsageError } from '../../src/kernel/index.js';
import { listQuerySchema } from '../../src/serving/index.js';
import { policyOf } from '../../src/serving/query.js';
import type { SharedParts } from '../../src/snapshots/index.js';

/** outdoor > camping > {tents, mats}; kitchen. */
const shared: SharedParts = {
  categories: {
    ids: ['camping', 'kitchen', 'mats', 'outdoor', 'tents'],
    names: ['Camping', 'Kitchen', 'Mats', 'Outdoor', 'Tents'],
    parents: Int32Array.of(3, -1, 0, -1, 0),
  },
  categoryOf: new Int32Array(0),
  basketsOf: new Int32Array(0),
  popular: new Int32Array(0),
  relations: new Int32Array(0),
  eventless: new Int32Array(0),
  brands: [],
  brandOf: new Int32Array(0),
  prices: new Float64Array(0),
  stock: new Int32Array(0),
  margins: new Float64Array(0),
};

describe('a question for a list', () => {
  it('has ten items of all categories unless it says otherwise', () => {
    expect(listQuerySchema.parse({ products: ['x'] })).to.deep.equal({
      products: ['x'],
      limit: 10,
      category: [],
      excludeCategory: [],
    });
  });

  it('is refused with an empty or crowded basket, an odd limit, level or id, or anything unknown', () => {
    for (const odd of [
      {},
      { products: [] },
      { history: [] },
      { user: '' },
      { user: ['u1', 'u2'] },
      { products: ['x'], history: Array.from({ length: 101 }, (_, i) => `p${i}`) },
      { products: [''] },
      { products: ['a\nb'] },
      { products: ['x'.repeat(257)] },
      { products: Array.from({ length: 101 }, (_, i) => `p${i}`) },
      { products: ['x'], limit: 0 },
      { products: ['x'], limit: 101 },
      { products: ['x'], limit: 1.5 },
      { products: ['x'], level: -1 },
      { products: ['x'], level: 'root' },
      { products: ['x'], maxPerCategory: 0 },
      { products: ['x'], surprise: true },
    ]) {
      expect(listQuerySchema.safeParse(odd).success, JSON.stringify(odd).slice(0, 60)).to.equal(false);
    }
  });

  it('may be of a customer alone, by id or by history', () => {
    expect(listQuerySchema.parse({ user: 'u1' })).to.deep.include({ user: 'u1', products: [] });
    expect(listQuerySchema.parse({ history: ['x', 'y'] })).to.deep.include({ history: ['x', 'y'], products: [] });
  });

  it('takes a category with all that lies under it', () => {
    const query = listQuerySchema.parse({ products: ['x'], category: ['camping'], excludeCategory: ['mats'] });
    const policy = policyOf(query, shared, 'leaf');
    expect([...policy.included!]).to.deep.equal([1, 0, 1, 0, 1]);
    expect([...policy.excluded!]).to.deep.equal([0, 0, 1, 0, 0]);
  });

  it('draws the line at its own level, else at the one that the snapshot was built with', () => {
    const query = listQuerySchema.parse({ products: ['x'] });
    expect([...policyOf(query, shared, 'leaf').lines]).to.deep.equal([0, 1, 2, 3, 4]);
    expect([...policyOf(query, shared, 0).lines]).to.deep.equal([3, 1, 3, 3, 3]);
    expect([...policyOf({ ...query, level: 1 }, shared, 0).lines]).to.deep.equal([0, 1, 0, 3, 0]);
    expect([...policyOf({ ...query, level: 'leaf' }, shared, 0).lines]).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('is bad usage when it names a category that the shop does not have', () => {
    const query = listQuerySchema.parse({ products: ['x'], excludeCategory: ['boats'] });
    expect(() => policyOf(query, shared, 'leaf'))
      .to.throw(UsageError, 'no category "boats"')
      .with.property('code', 'unknown-category');
  });
});
