import { expect } from 'chai';
import fc from 'fast-check';
import { splitShop, withNewProducts, type ProductRelations, type Split } from '../../../src/evaluation/splits/index.js';
import type { Protocol } from '../../../src/evaluation/splits/choices.js';
import type { Shop } from '../../../src/shop/index.js';
import { randomRows, shopOf, type EventRow, type ShopStyle } from '../random-shop.js';

const styles: readonly { readonly style: ShopStyle; readonly protocol: Exclude<Protocol, 'relations'> }[] = [
  { style: 'orders', protocol: 'baskets' },
  { style: 'dated orders', protocol: 'baskets' },
  { style: 'days', protocol: 'days' },
  { style: 'sequences', protocol: 'last' },
];

/** Every product, so that shops of the same rows have the same numbers. */
const ids = ['a', 'b', 'c', 'd'].flatMap((line) => [0, 1, 2, 3, 4, 5].map((n) => `${line}${n}`));

function shop(rows: readonly EventRow[]): Shop {
  return shopOf(rows, ids);
}

function split(from: Shop, protocol: Protocol, part: 'test' | 'validation' = 'test'): Split {
  return splitShop(from, { protocol, part, categoryGroupOf: from.catalogue.products.categories });
}

/** What a shop's events say, without the numbers of its baskets. */
function eventTexts({ interactions, userIds, catalogue }: Shop): string[] {
  const { basket, basketUser, product, kind, time } = interactions;
  const contents = new Map<number, string[]>();
  product.forEach((p, e) => {
    contents.set(basket[e], [...(contents.get(basket[e]) ?? []), `${catalogue.products.ids[p]}:${kind[e]}:${time[e]}`]);
  });
  return Array.from(contents, ([number, texts]) => `${userIds[basketUser[number]]} ${texts.sort().join(' ')}`).sort();
}

describe('a split', () => {
  for (const { style, protocol } of styles) {
    it(`picks "${protocol}" for a shop of ${style}`, () => {
      const rows = fc.sample(randomRows(style), { numRuns: 5, seed: 3 });
      for (const each of rows) expect(split(shop(each), 'auto' as Protocol).protocol).to.equal(protocol);
    });

    it(`does not depend on the order of the rows of ${style}`, () => {
      fc.assert(
        fc.property(randomRows(style), fc.integer(), (rows, salt) => {
          const shuffled = fc.sample(fc.shuffledSubarray(rows, { minLength: rows.length }), { numRuns: 1, seed: salt });
          const [one, other] = [rows, shuffled[0]].map((each) => split(shop(each), protocol));
          expect(other.queries).to.deep.equal(one.queries);
          expect(eventTexts(other.training)).to.deep.equal(eventTexts(one.training));
        }),
        { numRuns: 25 },
      );
    });

    it(`asks only for known products of other lines than the query's, in ${style}`, () => {
      fc.assert(
        fc.property(randomRows(style), (rows) => {
          const made = split(shop(rows), protocol);
          for (const { product, truth, history } of made.queries) {
            expect(truth).to.not.be.empty;
            expect([...truth].sort((a, b) => a - b)).to.deep.equal(truth);
            for (const y of truth) {
              expect(made.categoryGroupOf[y]).to.not.equal(made.categoryGroupOf[product]);
              expect(made.candidates[y]).to.equal(1);
            }
            for (const h of history.products) expect(made.candidates[h]).to.equal(1);
          }
        }),
        { numRuns: 50 },
      );
    });

    it(`makes the validation split inside the training part of ${style}`, () => {
      fc.assert(
        fc.property(randomRows(style), (rows) => {
          const from = shop(rows);
          const nested = split(split(from, protocol).training, protocol);
          const validation = split(from, protocol, 'validation');
          expect(validation.queries).to.deep.equal(nested.queries);
          expect(eventTexts(validation.training)).to.deep.equal(eventTexts(nested.training));
        }),
        { numRuns: 10 },
      );
    });
  }

  it('takes no more queries than asked for, drawn by the seed', () => {
    const from = shop(fc.sample(randomRows('sequences'), { numRuns: 1, seed: 8 })[0]);
    const categoryGroupOf = from.catalogue.products.categories;
    const some = (seed: number): Split =>
      splitShop(from, { protocol: 'last', part: 'test', categoryGroupOf, mostQueries: 3, seed });
    expect(some(1).queries.length).to.equal(3);
    expect(some(1).eligibleQueries).to.be.greaterThan(3);
    expect(some(1).queries).to.deep.equal(some(1).queries);
    expect(some(2).queries).to.not.deep.equal(some(1).queries);
  });
});

describe('a split by relations', () => {
  const from = shop([
    ...ids.map((product, i) => ({ user: `u${i % 7}`, product, kind: 0, seq: i })),
    { user: 'u1', product: 'a0', kind: 3, seq: 99 },
  ]);
  const pairs = ids.flatMap((_, x) => ids.map((__, y) => [x, y] as const));
  const relations: ProductRelations = {
    source: Int32Array.from(pairs, ([x]) => x),
    target: Int32Array.from(pairs, ([, y]) => y),
  };
  const categoryGroupOf = from.catalogue.products.categories;

  it('leaves all events in training, and relations out of it', () => {
    const made = splitShop(from, { protocol: 'relations', part: 'test', categoryGroupOf, relations });
    expect(made.training).to.deep.equal(from);
    expect(made.queries.every(({ history }) => history.products.length === 0)).to.equal(true);
  });

  it('asks for each product in either the test or the validation part, never in both', () => {
    const [test, validation] = (['test', 'validation'] as const).map((part) =>
      splitShop(from, { protocol: 'relations', part, categoryGroupOf, relations }).queries.map(
        ({ product }) => product,
      ),
    );
    expect([...test, ...validation].sort((a, b) => a - b)).to.deep.equal([...ids.keys()]);
    expect(validation.length).to.be.within(1, 9);
  });

  it('says what is missing where there is no file of relations', () => {
    expect(() => splitShop(from, { protocol: 'relations', part: 'test', categoryGroupOf })).to.throw('relations.csv');
  });
});

describe('a split with new products', () => {
  it('takes every event of the new products away and keeps them in the catalogue', () => {
    fc.assert(
      fc.property(randomRows('sequences'), fc.integer({ min: 0, max: 1e6 }), (rows, seed) => {
        const made = withNewProducts(split(shop(rows), 'last'), seed);
        for (const product of made.training.interactions.product) expect(made.isNew[product]).to.equal(0);
        for (const [product, isNew] of made.isNew.entries()) if (isNew) expect(made.candidates[product]).to.equal(1);
        for (const { product, truth, pool, history } of made.queries) {
          expect(made.isNew[product]).to.equal(pool === 'all' ? 1 : 0);
          for (const y of truth) expect(made.isNew[y]).to.equal(pool === 'all' ? 0 : 1);
          for (const h of history.products) expect(made.isNew[h]).to.equal(0);
        }
      }),
      { numRuns: 50 },
    );
  });
});
