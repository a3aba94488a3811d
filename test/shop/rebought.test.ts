import { expect } from 'chai';
import { InteractionTable, reboughtShare, type UserEvent } from '../../src/shop/index.js';

/** A purchase (kind 0) or another event of a product in an order. */
const event = (product: number, order: string | null, kind = 0): UserEvent => ({
  product,
  kind,
  order,
  session: null,
  time: null,
  seq: null,
});

function shareOf(...users: UserEvent[][]): number {
  const table = new InteractionTable();
  for (const events of users) {
    table.startUser();
    table.addAll(events);
  }
  return reboughtShare(table.finish());
}

describe('the share of purchases that repeat an earlier one', () => {
  it('counts purchases after the first order, by customer', () => {
    const regular = [event(1, 'a'), event(1, 'b'), event(2, 'b'), event(3, 'c'), event(1, 'c')];
    expect(shareOf(regular)).to.equal(2 / 4);
    expect(shareOf(regular, [event(1, 'd')], [event(7, 'e'), event(8, 'f')])).to.equal(2 / 5);
  });

  it('is nothing within one order, by views, or where no customer comes again', () => {
    expect(shareOf([event(1, 'a'), event(1, 'a')])).to.equal(0);
    expect(shareOf([event(1, 'a'), event(1, 'b', 3), event(2, 'c')])).to.equal(0);
    expect(shareOf([event(1, null), event(2, null), event(1, null)], [])).to.equal(0);
  });
});
