import { expect } from 'chai';
import type { CategoryLevel } from '../../../src/shop/index.js';
import { UsageError } from '../../../src/core/index.js';
import { listQuerySchema } from '../../../src/serving/lists/index.js';
import { CatalogueIndex } from '../../../src/serving/lists/catalogue-index.js';
import { policyOf, productFilter } from '../../../src/serving/lists/query.js';
import type { SharedParts } from '../../../src/storage/redis/index.js';

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
  brands: ['Acme', 'Brook'],
  brandOf: Int32Array.of(0, 1, -1, 0),
  prices: Float64Array.of(1, 19.99, Number.NaN, 30),
  stock: Int32Array.of(0, 1, -1, 5),
  margins: new Float64Array(4),
};

const index = (level: CategoryLevel): CatalogueIndex => new CatalogueIndex(shared, level);

describe('a question for a list', () => {
  it('has ten items of all categories unless it says otherwise', () => {
    expect(listQuerySchema.parse({ products: ['x'] })).to.deep.equal({
      products: ['x'],
      excludeBasketCategories: true,
      limit: 10,
      category: [],
      excludeCategory: [],
      brand: [],
      excludeBrand: [],
      inStock: false,
      diversity: 0,
      seed: 0,
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
      { products: ['x'], minPrice: -1 },
      { products: ['x'], minPrice: 2, maxPrice: 1 },
      { products: ['x'], diversity: -0.1 },
      { products: ['x'], seed: 0.5 },
      { products: ['x'], fields: ['price'] },
      { products: ['x'], cursor: 'x'.repeat(401) },
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
    const policy = policyOf(query, index('leaf'));
    expect([...policy.included!]).to.deep.equal([1, 0, 1, 0, 1]);
    expect([...policy.excluded!]).to.deep.equal([0, 0, 1, 0, 0]);
  });

  it('draws the line at its own level, else at the one that the snapshot was built with', () => {
    const query = listQuerySchema.parse({ products: ['x'] });
    expect([...policyOf(query, index('leaf')).categoryGroups]).to.deep.equal([0, 1, 2, 3, 4]);
    expect([...policyOf(query, index(0)).categoryGroups]).to.deep.equal([3, 1, 3, 3, 3]);
    expect([...policyOf({ ...query, level: 1 }, index(0)).categoryGroups]).to.deep.equal([0, 1, 0, 3, 0]);
    expect([...policyOf({ ...query, level: 'leaf' }, index(0)).categoryGroups]).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('is bad usage when it names a category that the shop does not have', () => {
    const query = listQuerySchema.parse({ products: ['x'], excludeCategory: ['boats'] });
    expect(() => policyOf(query, index('leaf')))
      .to.throw(UsageError, 'no category "boats"')
      .with.property('code', 'unknown-category');
  });

  it('filters by price, brand and stock; what has no price passes no bound, what has no stock is in stock', () => {
    const passing = (filters: object): number[] | undefined => {
      const filter = productFilter(listQuerySchema.parse({ products: ['x'], ...filters }), index('leaf'));
      return filter && [0, 1, 2, 3].filter(filter);
    };
    expect(passing({})).to.equal(undefined);
    expect(passing({ minPrice: 19.99 })).to.deep.equal([1, 3]);
    expect(passing({ maxPrice: 19.99 })).to.deep.equal([0, 1]);
    expect(passing({ inStock: true })).to.deep.equal([1, 2, 3]);
    expect(passing({ brand: ['Acme'] })).to.deep.equal([0, 3]);
    expect(passing({ brand: ['Acme', 'Brook'], excludeBrand: ['Brook'], minPrice: 2 })).to.deep.equal([3]);
    expect(passing({ excludeBrand: ['Acme'] })).to.deep.equal([1, 2]);
    expect(() => passing({ brand: ['acme'] }))
      .to.throw(UsageError, 'no brand "acme"')
      .with.property('code', 'unknown-brand');
  });

  it('is refused in words that say how to name several fields, and that a name is empty', () => {
    const messages = (query: object): string[] =>
      listQuerySchema.safeParse({ products: ['x'], ...query }).error!.issues.map(({ message }) => message);
    expect(messages({ fields: ['title,reason'] })[0]).to.contain(
      'name one at a time, as in fields=title&fields=reason',
    );
    expect(messages({ fields: ['colour'] })[0]).to.match(/^is no field of an item, which are productId, title/);
    expect(messages({ brand: [''] })).to.deep.equal(['must not be empty']);
  });
});
