import { expect } from 'chai';
import fc from 'fast-check';
import {
  boundedOrder,
  exposurePrices,
  fallingScores,
  type ExposurePrices,
  type PricedList,
} from '../../../src/ranking/exposure/index.js';
import { runs } from '../../support/proof.js';
import { numbers } from '../ranking-fixture.js';

const PLACES = 10;

interface ListedShop {
  readonly lists: readonly PricedList[];
  readonly products: number;
}

/**
 * As many lists as products, 120 candidates each, in which best sellers stand on nearly all lists: the weight of a product
 * falls with its number, and by a factor up to e^taste apart from list to list.
 */
function popularLists(seed: number, products: number): ListedShop {
  const next = numbers(seed);
  const taste = 2 + (seed % 3);
  const lists = Array.from({ length: products }, (): PricedList => {
    const bids = Array.from({ length: products }, (_, y) => ({
      y,
      weight: (y + 1) ** -0.8 * Math.exp(taste * next()),
    }));
    const best = bids.sort((a, b) => b.weight - a.weight).slice(0, 120);
    const sum = best.reduce((total, { weight }) => total + weight, 0);
    best.sort((a, b) => a.y - b.y);
    const traffic = Math.floor(20 * next() ** 3);
    return {
      products: Int32Array.from(best, ({ y }) => y),
      shares: Float64Array.from(best, ({ weight }) => weight / sum),
      counts: [1, Math.sqrt(traffic), traffic],
    };
  });
  return { lists, products };
}

/** Shops that differ from run to run of the tests in nothing. */
const shops = Array.from({ length: runs(20, 2) }, (_, seed) => popularLists(1000 * seed + 7, 300));

function unbounded(products: number): ExposurePrices {
  return { price: new Float32Array(products), lead: new Float32Array(products) };
}

function shown({ products, shares }: PricedList, prices: ExposurePrices): number[] {
  return [...boundedOrder(products, shares, prices).subarray(0, PLACES)].map((at) => products[at]);
}

/** The largest share of the lists that one product stands on, and stands first on, in each measure. */
function exposureOf(
  { lists }: ListedShop,
  prices: ExposurePrices,
): { readonly all: number[]; readonly first: number[] } {
  const measures = lists[0].counts.map((_, m) => m);
  const most = (places: number): number[] =>
    measures.map((m) => {
      const counts = new Map<number, number>();
      let total = 0;
      for (const list of lists) {
        total += list.counts[m];
        for (const y of shown(list, prices).slice(0, places)) counts.set(y, (counts.get(y) ?? 0) + list.counts[m]);
      }
      return Math.max(...counts.values()) / total;
    });
  return { all: most(PLACES), first: most(1) };
}

describe('prices of exposure', () => {
  for (const bound of [0.1, 0.2]) {
    it(`keep every product off all but ${bound * 100} % of the lists, by any measure, and first but half as many`, () => {
      for (const shop of shops) {
        const { all, first } = exposureOf(shop, exposurePrices(shop.lists, shop.products, bound));
        for (const share of all) expect(share).to.be.at.most(bound);
        for (const share of first) expect(share).to.be.at.most(0.55 * bound);
      }
    });
  }

  it('do so where without them a product stands on most, and first on many', () => {
    for (const shop of shops) {
      const { all, first } = exposureOf(shop, unbounded(shop.products));
      expect(Math.max(...all)).to.be.above(0.7);
      expect(Math.max(...first)).to.be.above(0.3);
    }
  });

  it('leave lists of products that are seldom shown as they were', () => {
    const [{ lists, products }] = shops;
    // Beside the lists with best sellers, lists of six candidates each that no other list shares.
    const own = Array.from({ length: products }, (_, i): PricedList => {
      const candidates = Array.from({ length: 6 }, (_, j) => products + i * 6 + j);
      return {
        products: Int32Array.from(candidates),
        shares: Float64Array.from(candidates, (_, j) => (j + 1) / 21),
        counts: [1, 1, 1],
      };
    });
    const prices = exposurePrices([...lists, ...own], 7 * products, 0.1);
    for (const list of own) expect(shown(list, prices)).to.deep.equal([...list.products].reverse());
  });

  it('let a product that must stand on short lists lead half as many as it may stand on', () => {
    const lists = Array.from({ length: 100 }, (_, x): PricedList => {
      const products = Int32Array.from([0, ...Array.from({ length: 7 }, (_, j) => 1 + 7 * x + j)]);
      const shares = Float64Array.from(products, (y, i) => (y === 0 ? 0.3 + x / 1000 : 0.1 - i / 1000));
      return { products, shares, counts: [1] };
    });
    const shop = { lists, products: 701 };
    expect(exposureOf(shop, unbounded(701)).first).to.deep.equal([1]);
    const { first } = exposureOf(shop, exposurePrices(lists, 701, 0.2));
    expect(first[0]).to.be.within(0.05, 0.1);
  });

  it('are none where nothing is shown too much', () => {
    const lists = Array.from({ length: 50 }, (_, x): PricedList => {
      const products = Int32Array.from({ length: 12 }, (_, j) => (x * 12 + j) % 100).sort();
      return { products, shares: Float64Array.from(products, (y) => (y + 1) / 10_000), counts: [1] };
    });
    expect(exposurePrices(lists, 100, 0.5)).to.deep.equal(unbounded(100));
    expect(exposurePrices([], 3, 0.1)).to.deep.equal(unbounded(3));
  });

  it('are the same in whatever order lists come', () => {
    const [{ lists, products }] = shops;
    const whole = exposurePrices(lists, products, 0.1);
    const other = exposurePrices([...lists].reverse(), products, 0.1);
    for (let y = 0; y < products; y++) {
      expect(other.price[y]).to.be.closeTo(whole.price[y], 1e-6);
      expect(other.lead[y]).to.be.closeTo(whole.lead[y], 1e-6);
    }
  });
});

describe('an order under prices', () => {
  const candidates = fc.uniqueArray(fc.record({ y: fc.nat(60), share: fc.integer({ min: 1, max: 8 }) }), {
    selector: ({ y }) => y,
    minLength: 1,
    maxLength: 40,
  });
  const priced = fc.record({
    price: fc.array(
      fc.integer({ min: 0, max: 4 }).map((n) => n / 40),
      { minLength: 61, maxLength: 61 },
    ),
    lead: fc.array(fc.constantFrom(0, 0, 0, 0.3, 2), { minLength: 61, maxLength: 61 }),
  });

  it('is by what each bids, of the ten that stand on the list by share, ties by product number', () => {
    fc.assert(
      fc.property(candidates, priced, (drawn, { price, lead }) => {
        const all = [...drawn].sort((a, b) => a.y - b.y);
        const products = Int32Array.from(all, ({ y }) => y);
        const shares = Float64Array.from(all, ({ share }) => share / 100);
        const prices = { price: Float32Array.from(price), lead: Float32Array.from(lead) };
        const order = [...boundedOrder(products, shares, prices)];
        expect([...order].sort((a, b) => a - b)).to.deep.equal([...all.keys()]);
        const bid = (at: number): number => shares[at] - prices.price[products[at]];
        const before = (value: (at: number) => number, ats: readonly number[]): void => {
          for (let i = 1; i < ats.length; i++) {
            const [a, b] = [ats[i - 1], ats[i]];
            expect(value(a)).to.be.at.least(value(b));
            if (value(a) === value(b)) expect(products[a]).to.be.below(products[b]);
          }
        };
        const standing = order.slice(0, PLACES);
        before((at) => shares[at], standing.slice(1));
        before(bid, order.slice(PLACES));
        for (const at of order.slice(PLACES)) for (const one of standing) expect(bid(one)).to.be.at.least(bid(at));
        // Who leads the list has the largest share, unless a lead was asked of those with larger ones.
        for (const at of standing.slice(1))
          if (shares[at] > shares[standing[0]]) expect(lead[products[at]]).to.be.above(0);
      }),
    );
  });

  it('gives scores that fall strictly, still as float32, and none that was in order another', () => {
    const scores = fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(scores, (given) => {
        const falling = Float32Array.from(fallingScores(Float64Array.from(given)));
        for (let i = 1; i < falling.length; i++) expect(falling[i]).to.be.below(falling[i - 1]);
        const distinct = [...new Set(given.map((score) => Math.round(score * 1000)))].filter((score) => score > 0);
        const ordered = Float64Array.from(
          distinct.sort((a, b) => b - a),
          (score) => score / 1000,
        );
        expect(fallingScores(ordered)).to.deep.equal(ordered);
      }),
    );
  });
});
