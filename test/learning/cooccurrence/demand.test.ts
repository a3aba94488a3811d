import { expect } from 'chai';
import {
  basketDemand,
  dayShares,
  formBaskets,
  type Baskets,
  type DemandOptions,
} from '../../../src/learning/cooccurrence/index.js';
import { DAY } from '../../../src/core/index.js';
import { daysOf } from '../../../src/shop/index.js';

interface Order {
  readonly user?: number;
  readonly day?: number;
  readonly items: readonly number[];
}

function basketsOf(orders: readonly Order[]): Baskets {
  return formBaskets(
    {
      basket: Int32Array.from(orders.flatMap(({ items }, b) => items.map(() => b))),
      product: Int32Array.from(orders.flatMap(({ items }) => items)),
      kind: new Uint8Array(orders.flatMap(({ items }) => items).length),
      basketTime: Float64Array.from(orders, ({ day = 0 }) => day * DAY),
      basketUser: Int32Array.from(orders, ({ user }, b) => user ?? 1000 + b),
    },
    5,
    { kindWeights: [1, 0.75, 0.5, 0.25], countedKinds: [0, 1], halfLifeDays: Infinity },
  );
}

const plain: DemandOptions = { halfLifeDays: Infinity, byPairs: false, largestBasket: 10 };

describe('the demand for products', () => {
  const orders = [{ items: [0, 1] }, { items: [0, 2, 3] }, { items: [4] }];

  it('is how many baskets hold each', () => {
    expect([...basketDemand(basketsOf(orders), plain)]).to.deep.equal([2, 1, 1, 1, 1]);
  });

  it('counts by pairs how often each comes up when the others of a basket are asked about', () => {
    const byPairs = { ...plain, byPairs: true };
    expect([...basketDemand(basketsOf(orders), byPairs)]).to.deep.equal([3, 1, 2, 2, 0]);
    expect([...basketDemand(basketsOf(orders), { ...byPairs, largestBasket: 2 })]).to.deep.equal([1, 1, 0, 0, 0]);
  });

  it('halves with age', () => {
    const aged = [
      { day: 0, items: [0] },
      { day: 20, items: [1] },
      { day: 30, items: [2] },
    ];
    const demand = basketDemand(basketsOf(aged), { ...plain, halfLifeDays: 10 });
    for (const [product, expected] of [1 / 8, 1 / 2, 1].entries()) {
      expect(demand[product]).to.be.closeTo(expected, 1e-7);
    }
  });

  it("counts a person's baskets with the same product little more than once", () => {
    const loyal = Array.from({ length: 100 }, () => ({ user: 7, items: [0, 1] }));
    const many = Array.from({ length: 3 }, (_, user) => ({ user, items: [2, 3] }));
    const demand = basketDemand(basketsOf([...loyal, ...many]), plain, 0.5);
    expect(demand[0]).to.be.closeTo(2, 1e-6);
    expect(demand[2]).to.equal(3);
    expect(basketDemand(basketsOf(loyal), plain)[0]).to.equal(100);
  });

  it('takes a day with far more baskets than usual for three usual ones', () => {
    const usual = Array.from({ length: 9 }, (_, day) => [0, 1].map(() => ({ day, items: [0, 1] }))).flat();
    const busy = Array.from({ length: 60 }, () => ({ day: 9, items: [2, 3] }));
    const demand = basketDemand(basketsOf([...usual, ...busy]), plain);
    expect(demand[0]).to.equal(18);
    expect(demand[2]).to.be.closeTo(6, 1e-6);
  });
});

describe('what a basket counts of its day', () => {
  it('is 1 up to three times the usual number, less above, and 1 where the time is unknown', () => {
    const days = [
      ...[1, 2, 3].flatMap((day) => [day, day]),
      ...new Array<number>(6).fill(4),
      ...new Array<number>(12).fill(5),
    ];
    const share = dayShares(Float64Array.from([...days.map((day) => day * DAY), NaN]), daysOf('UTC'));
    expect([1, 4, 5].map((day) => share(day * DAY + 1))).to.deep.equal([1, 1, 0.5]);
    expect(share(NaN)).to.equal(1);
  });
});
