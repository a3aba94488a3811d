import { expect } from 'chai';
import { InteractionTable, histories, type UserEvent } from '../../src/shop/index.js';

const event = (product: number, seq: number | null, kind = 0): UserEvent => ({
  product,
  kind,
  order: null,
  session: null,
  time: null,
  seq,
});

function tableOf(...users: UserEvent[][]) {
  const table = new InteractionTable();
  for (const events of users) {
    table.startUser();
    table.addAll(events);
  }
  return table.finish();
}

describe('the history of a customer', () => {
  it('has each product once, the newest first, at most so many', () => {
    const shop = tableOf([event(4, 1), event(7, 2), event(4, 3), event(9, 0)], [], [event(1, 5)]);
    expect([...histories(shop, 2)].sort()).to.deep.equal([
      [0, [4, 7]],
      [2, [1]],
    ]);
    expect(histories(shop, 9).get(0)).to.deep.equal([4, 7, 9]);
  });

  it('leaves events out that do not count', () => {
    const shop = tableOf([event(4, 1, 0), event(7, 2, 3)]);
    expect(histories(shop, 9, (kind) => kind === 0).get(0)).to.deep.equal([4]);
  });

  it('begins with purchases, by number, where nothing says what came first', () => {
    const bare = new InteractionTable();
    bare.startUser();
    bare.addBare(0, [8, 2]);
    bare.addBare(3, [1, 5]);
    expect(histories(bare.finish(), 3).get(0)).to.deep.equal([2, 8, 1]);
    const listed = tableOf([event(5, null, 3), event(8, null), event(1, null, 3), event(2, null)]);
    expect(histories(listed, 3).get(0)).to.deep.equal([2, 8, 1]);
  });
});
