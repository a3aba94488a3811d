import { expect } from 'chai';
import { Prng } from '../../src/shop/sample/prng.js';
import { histories, type UserEvent } from '../../src/shop/index.js';
import { tableOf } from './table-of.js';

const DAY = 86_400_000;
const PRODUCTS = 40;
const random = new Prng(7);

/** An order of some products on a day of the year. */
function order(id: string, products: readonly number[], day: number): UserEvent[] {
  const time = Date.UTC(2025, 0, 1) + day * DAY;
  return products.map((product) => ({ product, kind: 0, order: id, session: null, time, seq: null }));
}

const basket = (): number[] => Array.from({ length: 1 + random.below(3) }, () => random.below(PRODUCTS));

/** Some customers with up to five orders of what they like. */
const customers = Array.from({ length: 150 }, (_, c) =>
  Array.from({ length: 1 + random.below(5) }, (_, i) => order(`${c}-${i}`, basket(), random.below(365))).flat(),
);

const many = (orders: number, products: () => readonly number[], day = (): number => random.below(365)): UserEvent[] =>
  Array.from({ length: orders }, (_, i) => order(`many-${i}`, products(), day())).flat();

describe('ids that guests share', () => {
  it('are found by what they do, whatever they are called', () => {
    expect(tableOf([many(60, basket), ...customers]).guests).to.deep.equal([0]);
    expect(tableOf([many(200, basket), ...customers, many(150, basket)]).guests).to.deep.equal([0, 151]);
    expect(tableOf(customers).guests).to.deep.equal([]);
  });

  it('are not a reseller, a regular, a test of the till, or anybody of a small shop', () => {
    expect(tableOf([many(100, () => [3, 8]), ...customers]).guests).to.deep.equal([]);
    const liked = basket();
    expect(tableOf([many(100, () => [random.pick(liked), ...basket()]), ...customers]).guests).to.deep.equal([]);
    expect(tableOf([many(100, basket, () => 364), ...customers]).guests).to.deep.equal([]);
    expect(tableOf([many(40, basket), ...customers.slice(0, 10)]).guests).to.deep.equal([]);
  });

  it('have no history', () => {
    const interactions = tableOf([many(60, basket), ...customers]);
    expect([...histories(interactions, 10).keys()]).to.have.members([...customers.keys()].map((c) => c + 1));
  });
});
