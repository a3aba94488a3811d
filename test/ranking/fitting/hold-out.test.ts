import { expect } from 'chai';
import fc from 'fast-check';
import { drawQueries, holdOut, withoutBaskets, type HoldOutOptions } from '../../../src/ranking/fitting/index.js';
import { heldOutSource, type HeldOutColumns } from './held-out-fixture.js';

const PRODUCTS = 30;
const options: HoldOutOptions = { share: 0.5, mostQueries: 1000, mostOfOne: 1 };
/** Products of three categories; every tenth has none. */
const categoryGroupOf = Int32Array.from({ length: PRODUCTS }, (_, product) => (product % 10 === 9 ? -1 : product % 3));

const rows = fc.array(fc.uniqueArray(fc.nat(PRODUCTS - 1), { minLength: 1, maxLength: 6 }), { maxLength: 40 });
const distinct = fc.uniqueArray(fc.uniqueArray(fc.nat(PRODUCTS - 1), { minLength: 1, maxLength: 6 }), {
  maxLength: 40,
  selector: (row) => [...row].sort((a, b) => a - b).join(' '),
});

function shopOf(shop: readonly (readonly number[])[], columns: Partial<HeldOutColumns> = {}) {
  return heldOutSource({ rows: shop, categoryGroupOf, ...columns });
}

describe('holding baskets out', () => {
  it('chooses the same baskets and questions in whatever order they come', () => {
    const shuffled = distinct.chain((shop) =>
      fc.tuple(fc.constant(shop), fc.shuffledSubarray([...shop.keys()], { minLength: shop.length })),
    );
    fc.assert(
      fc.property(shuffled, ([shop, order]) => {
        const one = holdOut(shopOf(shop), options);
        const other = holdOut(shopOf(order.map((b) => shop[b])), options);
        expect(other.queries).to.deep.equal(one.queries);
        expect([...other.training.ageWeight]).to.deep.equal(order.map((b) => one.training.ageWeight[b]));
        expect([...other.training.counted]).to.deep.equal(order.map((b) => one.training.counted[b]));
      }),
    );
  });

  it('asks the same of what was there whatever baskets, products and customers come to it', () => {
    // Every product was bought alone too, so that what is known does not depend on which baskets are set aside.
    const alone = Array.from({ length: PRODUCTS }, (_, product) => [product]);
    fc.assert(
      fc.property(distinct, rows, fc.nat(20), (shop, added, from) => {
        const before = holdOut(shopOf([...alone, ...shop]), options);
        // As many new products stand before the known ones, and in the added baskets; these come first and between.
        const ids = [...Array.from({ length: from }, (_, i) => 1000 + i), ...Array.from({ length: PRODUCTS }).keys()];
        const groups = Int32Array.from([...new Array<number>(from).fill(0), ...categoryGroupOf]);
        const moved = (row: readonly number[]): number[] => row.map((product) => product + from);
        const strange = added.filter((row) => row.length < from).map((_, i) => [i % Math.max(from, 1), from + (i % 9)]);
        const after = holdOut(
          heldOutSource({
            rows: [...strange, ...[...alone, ...shop].map(moved), ...strange],
            categoryGroupOf: groups,
            ids,
          }),
          options,
        );
        const known = after.queries
          .filter(({ product, truth }) => [product, ...truth].every((y) => y >= from))
          .map(({ product, truth, basket }) => ({
            product: product - from,
            truth: truth.map((y) => y - from),
            basket,
          }));
        expect(known).to.deep.equal(before.queries);
      }),
    );
  });

  it('asks for the products of other categories that a set-aside basket holds', () => {
    fc.assert(
      fc.property(rows, (shop) => {
        const { queries, training } = holdOut(shopOf(shop), options);
        const known = new Set(shop.filter((_, b) => training.ageWeight[b] > 0).flat());
        const aside = shop.filter((_, b) => training.ageWeight[b] === 0).map((row) => [...row].sort((a, b) => a - b));
        const wantedOf = (row: readonly number[], product: number): number[] =>
          row.filter((y) => known.has(y) && categoryGroupOf[y] >= 0 && categoryGroupOf[y] !== categoryGroupOf[product]);
        for (const { product, truth } of queries) {
          expect(truth).not.to.be.empty;
          const basket = aside.find(
            (row) => row.includes(product) && wantedOf(row, product).join(' ') === truth.join(' '),
          );
          expect(basket, 'a basket set aside that holds product and truth').not.to.equal(undefined);
        }
      }),
    );
  });

  it('asks about known products alone, and for known products', () => {
    const shop = Array.from({ length: 60 }, (_, b) => [b % 5, 10 + (b % 5), ...(b < 59 ? [] : [21])]);
    const last = Uint8Array.from(shop, (_, b) => (b >= 50 ? 1 : 0));
    const source = shopOf(shop);
    const queries = drawQueries(source, last, withoutBaskets(source.baskets, last), options);
    expect(queries).to.have.length(20);
    expect(queries.flatMap(({ product, truth }) => [product, ...truth])).not.to.include(21);
  });

  it('leaves no trace of a set-aside basket in the training part, and all others as they were', () => {
    const shop = Array.from({ length: 400 }, (_, b) => [b % PRODUCTS, (b * 7 + 1) % PRODUCTS, (b * 11 + 5) % PRODUCTS]);
    const { baskets, ...source } = shopOf(shop);
    const { training } = holdOut({ baskets, ...source }, options);
    training.ageWeight.forEach((weight, b) => {
      expect(weight === 0).to.equal(training.counted[b] === 0);
    });
    expect(baskets.ageWeight.every((weight) => weight === 1)).to.equal(true);
    expect(training.contents).to.equal(baskets.contents);
  });

  it('counts ages from the newest basket that is left', () => {
    const { baskets } = shopOf([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    const aged = { ...baskets, age: Float64Array.of(9, 4, 0) };
    expect([...withoutBaskets(aged, Uint8Array.of(0, 0, 1)).age]).to.deep.equal([5, 0, 0]);
  });

  it('sets about the asked share aside', () => {
    const shop = Array.from({ length: 2000 }, (_, b) => [b % 25, 25 + (b % 5), (b * b) % 25, Math.floor(b / 80) % 25]);
    const each = shop.map((row) => [...new Set(row)]);
    for (const share of [0.1, 0.5]) {
      const { training } = holdOut(shopOf(each), { ...options, share });
      const aside = training.counted.reduce((count, counted) => count + (1 - counted), 0);
      expect(aside / each.length).to.be.closeTo(share, 0.04);
    }
    expect(holdOut(shopOf(each), { ...options, share: 0 }).queries).to.have.length(0);
  });

  it('never takes a basket of one product, nor one without a purchase', () => {
    const shop = [[1], [2], [3, 4], [5, 6]];
    const { training, queries } = holdOut(shopOf(shop, { counted: [1, 1, 0, 0] }), { ...options, share: 1 });
    expect(queries).to.have.length(0);
    expect([...training.ageWeight]).to.deep.equal([1, 1, 1, 1]);
  });
});

describe('the questions of baskets', () => {
  /** Of 400 baskets every second is asked about. */
  function ask(
    shop: readonly (readonly number[])[],
    columns: Partial<HeldOutColumns>,
    most: number,
    mostOfOne: number,
  ) {
    const source = shopOf(shop, columns);
    const marked = Uint8Array.from(shop, (_, b) => b % 2);
    return drawQueries(source, marked, withoutBaskets(source.baskets, marked), { mostQueries: most, mostOfOne });
  }

  function mostOften(values: readonly number[]): number {
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return Math.max(...counts.values());
  }

  const shop = Array.from({ length: 400 }, (_, b) => [0, 1 + (b % 7), 10 + (b % 5), 20 + (b % 9)]);

  it('are at most so many, the same first ones of more', () => {
    const many = ask(shop, {}, 1000, 1);
    const few = ask(shop, {}, 7, 1);
    expect(many.length).to.be.above(500);
    expect(few).to.deep.equal(many.slice(0, 7));
  });

  it('are about one product no more than its share, in whatever basket', () => {
    const free = ask(shop, {}, 1000, 1);
    expect(mostOften(free.map(({ product }) => product))).to.be.above(150);
    const bound = ask(shop, {}, 1000, 0.05);
    expect(mostOften(bound.map(({ product }) => product))).to.equal(0.05 * pairsOf(shop));
  });

  it('are of one basket no more than its share', () => {
    const all = Array.from({ length: PRODUCTS }, (_, product) => product);
    const large = shop.map((row, b) => (b === 101 ? all : row));
    const most = 0.01 * pairsOf(large);
    expect(mostOften(ask(large, {}, 1000, 1).map(({ basket }) => basket))).to.be.above(2 * most);
    expect(mostOften(ask(large, {}, 1000, 0.01).map(({ basket }) => basket))).to.be.within(5, Math.ceil(most));
  });

  it('are of one customer no more than their share, however many baskets they have', () => {
    const people = shop.map((_, b) => (b < 200 ? 5000 : b));
    const source = shopOf(shop, { people });
    const ofThem = new Set(source.basketHash.slice(0, 200));
    const askedOfThem = (mostOfOne: number): number =>
      ask(shop, { people }, 1000, mostOfOne).filter(({ basket }) => ofThem.has(basket)).length;
    expect(askedOfThem(1)).to.be.above(250);
    expect(askedOfThem(0.05)).to.be.within(5, 0.05 * pairsOf(shop));
  });

  it('are two of a customer whose whole history is one basket', () => {
    const asked = ask(shop, { histories: true }, 1000, 1);
    expect(mostOften(asked.map(({ basket }) => basket))).to.equal(2);
    expect(asked.length).to.be.above(300);
  });

  it('want what came after a product of a history whose order is known', () => {
    const source = shopOf(shop, { histories: true });
    const { contents } = source.baskets;
    // Each history the other way round than by number.
    const places = contents.columns.map((_, e) => -e);
    const placesOf = (b: number): number[] => [
      ...contents.columns.subarray(contents.offsets[b], contents.offsets[b + 1]),
    ];
    const marked = Uint8Array.from(shop.keys(), (b) => b % 2);
    const baskets = { ...source.baskets, places };
    const training = withoutBaskets(baskets, marked);
    const asked = drawQueries({ ...source, baskets }, marked, training, { mostQueries: 1000, mostOfOne: 1 });
    expect(asked).not.to.be.empty;
    for (const { product, truth } of asked) for (const y of truth) expect(y).to.be.below(product);
    const histories = asked.map(({ basket }) => placesOf(source.basketHash.indexOf(basket)));
    asked.forEach(({ product, truth }, q) => {
      const later = histories[q].filter((y) => y < product && categoryGroupOf[y] >= 0);
      expect(truth).to.deep.equal(later.filter((y) => categoryGroupOf[y] !== categoryGroupOf[product]));
    });
  });

  it('are at least five of each in a tiny shop', () => {
    const tiny = shop.slice(0, 40);
    expect(mostOften(ask(tiny, {}, 1000, 0.001).map(({ product }) => product))).to.equal(5);
  });

  /** Pairs of an asked basket and one of its products that has a category. */
  function pairsOf(baskets: readonly (readonly number[])[]): number {
    const asked = baskets.filter((_, b) => b % 2 === 1).flat();
    return asked.filter((product) => categoryGroupOf[product] >= 0).length;
  }
});
