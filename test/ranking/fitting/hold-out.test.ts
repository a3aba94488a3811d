import { expect } from 'chai';
import fc from 'fast-check';
import { csrFromEdges } from '../../../src/core/numerics/index.js';
import type { Baskets } from '../../../src/learning/cooccurrence/index.js';
import { holdOut, type HoldOutOptions } from '../../../src/ranking/fitting/index.js';

const PRODUCTS = 30;
const options: HoldOutOptions = { share: 0.5, queriesPerBasket: 2, mostQueries: 1000 };
/** Products of three categories; every tenth has none. */
const categoryGroupOf = Int32Array.from({ length: PRODUCTS }, (_, product) => (product % 10 === 9 ? -1 : product % 3));

function basketsOf(rows: readonly (readonly number[])[], counted: readonly number[] = rows.map(() => 1)): Baskets {
  return {
    contents: csrFromEdges({
      rows: rows.length,
      width: PRODUCTS,
      sources: Int32Array.from(rows.flatMap((row, b) => row.map(() => b))),
      targets: Int32Array.from(rows.flat()),
      combine: Math.max,
    }),
    ageWeight: new Float64Array(rows.length).fill(1),
    counted: Uint8Array.from(counted),
    people: Int32Array.from(rows.keys()),
    bought: new Uint8Array(rows.flat().length).fill(1),
  };
}

const rows = fc.array(fc.uniqueArray(fc.nat(PRODUCTS - 1), { minLength: 1, maxLength: 6 }), { maxLength: 40 });

describe('holding baskets out', () => {
  it('chooses the same baskets and questions in whatever order they come', () => {
    const shuffled = rows.chain((shop) =>
      fc.tuple(fc.constant(shop), fc.shuffledSubarray([...shop.keys()], { minLength: shop.length })),
    );
    fc.assert(
      fc.property(shuffled, ([shop, order]) => {
        const one = holdOut(basketsOf(shop), categoryGroupOf, options);
        const other = holdOut(basketsOf(order.map((b) => shop[b])), categoryGroupOf, options);
        expect(other.queries).to.deep.equal(one.queries);
        expect([...other.training.ageWeight]).to.deep.equal(order.map((b) => one.training.ageWeight[b]));
        expect([...other.training.counted]).to.deep.equal(order.map((b) => one.training.counted[b]));
      }),
    );
  });

  it('asks for the products of other categories that a set-aside basket holds', () => {
    fc.assert(
      fc.property(rows, (shop) => {
        const { queries, training } = holdOut(basketsOf(shop), categoryGroupOf, options);
        const aside = shop.filter((_, b) => training.ageWeight[b] === 0).map((row) => [...row].sort((a, b) => a - b));
        for (const { product, truth } of queries) {
          expect(truth).not.to.be.empty;
          for (const y of truth) expect(categoryGroupOf[y]).to.be.at.least(0).and.not.equal(categoryGroupOf[product]);
          const basket = aside.find(
            (row) =>
              row.includes(product) &&
              JSON.stringify(
                row.filter((y) => categoryGroupOf[y] >= 0 && categoryGroupOf[y] !== categoryGroupOf[product]),
              ) === JSON.stringify(truth),
          );
          expect(basket, 'a basket set aside that holds product and truth').not.to.equal(undefined);
        }
      }),
    );
  });

  it('leaves no trace of a set-aside basket in the training part, and all others as they were', () => {
    const shop = Array.from({ length: 400 }, (_, b) => [b % PRODUCTS, (b * 7 + 1) % PRODUCTS, (b * 11 + 5) % PRODUCTS]);
    const baskets = basketsOf(shop);
    const { training } = holdOut(baskets, categoryGroupOf, options);
    training.ageWeight.forEach((weight, b) => {
      expect(weight === 0).to.equal(training.counted[b] === 0);
    });
    expect(baskets.ageWeight.every((weight) => weight === 1)).to.equal(true);
    expect(training.contents).to.equal(baskets.contents);
  });

  it('sets about the asked share aside', () => {
    const shop = Array.from({ length: 2000 }, (_, b) => [b % 25, 25 + (b % 5), (b * b) % 25].map(Math.floor));
    const distinct = shop.map((row, b) => [...new Set([...row, Math.floor(b / 80) % 25])]);
    for (const share of [0.1, 0.5]) {
      const { training } = holdOut(basketsOf(distinct), categoryGroupOf, { ...options, share });
      const aside = training.counted.reduce((count, counted) => count + (1 - counted), 0);
      expect(aside / distinct.length).to.be.closeTo(share, 0.04);
    }
    expect(holdOut(basketsOf(distinct), categoryGroupOf, { ...options, share: 0 }).queries).to.have.length(0);
  });

  it('never takes a basket of one product, nor one without a purchase', () => {
    const shop = [[1], [2], [3, 4], [5, 6]];
    const { training, queries } = holdOut(basketsOf(shop, [1, 1, 0, 0]), categoryGroupOf, { ...options, share: 1 });
    expect(queries).to.have.length(0);
    expect([...training.ageWeight]).to.deep.equal([1, 1, 1, 1]);
  });

  it('asks no more than the most, and no more than its number of a basket', () => {
    const shop = Array.from({ length: 100 }, (_, b) => [b % 29, (b + 1) % 29, (b + 2) % 29, (b + 4) % 29]);
    const asked = holdOut(basketsOf(shop), categoryGroupOf, {
      share: 1,
      queriesPerBasket: 1,
      mostQueries: 1000,
    }).queries;
    expect(asked.length).to.be.within(60, 100);
    const few = holdOut(basketsOf(shop), categoryGroupOf, { share: 1, queriesPerBasket: 1, mostQueries: 7 }).queries;
    expect(few).to.deep.equal(asked.slice(0, 7));
  });
});
