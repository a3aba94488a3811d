import { expect } from 'chai';
import { reboughtShare, type UserEvent } from '../../src/shop/index.js';
import { tableOf } from './table-of.js';

/** A purchase (kind 0) or another event of a product in an order. */
const event = (product: number, order: string | null, kind = 0): UserEvent => ({
  product,
  kind,
  order,
  session: null,
  time: null,
  seq: null,
});

const shareOf = (...users: UserEvent[][]): number => reboughtShare(tableOf(users));

describe('the share of purchases of a customer that repeat an earlier one', () => {
  it('counts purchases after the first order, every customer with any alike', () => {
    const regular = [event(1, 'a'), event(1, 'b'), event(2, 'b'), event(3, 'c'), event(1, 'c')];
    expect(shareOf(regular)).to.equal(2 / 4);
    expect(shareOf(regular, [event(1, 'd')], [event(7, 'e'), event(8, 'f')])).to.equal((2 / 4 + 0) / 2);
    const rebuyer = Array.from({ length: 10 }, (_, order) => event(1, `g${order}`));
    expect(shareOf(rebuyer, [event(7, 'e'), event(8, 'f')])).to.equal(1 / 2);
  });

  it('is nothing within one order, by views, or where no customer comes again', () => {
    expect(shareOf([event(1, 'a'), event(1, 'a')])).to.equal(0);
    expect(shareOf([event(1, 'a'), event(1, 'b', 3), event(2, 'c')])).to.equal(0);
    expect(shareOf([event(1, null), event(2, null), event(1, null)], [])).to.equal(0);
  });

  it('is that of the customers where guests share an id', () => {
    const order = (product: number, id: string) => [event(product % 8, id), event((product + 1) % 8, id)];
    const customers = Array.from({ length: 40 }, (_, c) => [...order(c, `a${c}`), ...order(c + 3, `b${c}`)]);
    const guests = Array.from({ length: 40 }, (_, id) => order(id, `g${id}`)).flat();
    expect(tableOf([guests, ...customers]).guests).to.deep.equal([0]);
    expect(shareOf(guests, ...customers)).to.equal(0);
  });

  it('goes by times where all that a customer buys is one basket', () => {
    const at = (product: number, time: number): UserEvent => ({ ...event(product, `${product}-${time}`), time });
    const customers = Array.from({ length: 30 }, (_, c) => [at(c % 9, 0), at((c + 1) % 9, 9e8), at(c % 9, 9e9)]);
    expect(tableOf(customers).unit).to.equal('customer');
    expect(shareOf(...customers)).to.equal(1 / 2);
  });
});
