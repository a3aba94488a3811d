import { expect } from 'chai';
import { InteractionTable, histories, historyBefore, historyWithout, type UserEvent } from '../../src/shop/index.js';

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
    expect([...histories(shop, 2)].map(([user, { products }]) => [user, products]).sort()).to.deep.equal([
      [0, [4, 7]],
      [2, [1]],
    ]);
    expect(histories(shop, 9).get(0)?.products).to.deep.equal([4, 7, 9]);
  });

  it('leaves events out that do not count', () => {
    const shop = tableOf([event(4, 1, 0), event(7, 2, 3)]);
    expect(histories(shop, 9, (kind) => kind === 0).get(0)).to.deep.equal({ products: [4], kinds: [0] });
  });

  it('begins with purchases, by number, where nothing says what came first', () => {
    const bare = new InteractionTable();
    bare.startUser();
    bare.addBare(0, [8, 2]);
    bare.addBare(3, [1, 5]);
    expect(histories(bare.finish(), 3).get(0)).to.deep.equal({ products: [2, 8, 1], kinds: [0, 0, 3] });
    const listed = tableOf([event(5, null, 3), event(8, null), event(1, null, 3), event(2, null)]);
    expect(histories(listed, 3).get(0)?.products).to.deep.equal([2, 8, 1]);
  });

  it('has each product where its latest event stands, with the strongest kind that it ever had', () => {
    const events = [event(4, 1, 3), event(4, 2, 0), event(7, 3, 1), event(7, 4, 3), event(4, 5, 3), event(9, 6, 3)];
    expect(histories(tableOf(events), 9).get(0)).to.deep.equal({ products: [9, 4, 7], kinds: [3, 0, 1] });
    // What it says of a product does not depend on how far back it reaches for others.
    expect(histories(tableOf(events), 2).get(0)).to.deep.equal({ products: [9, 4], kinds: [3, 0] });
  });

  it('before an event holds what that user took until then', () => {
    const shop = tableOf([event(4, 1, 0)], [event(5, 1, 3), event(4, 2, 3), event(5, 3, 1), event(8, 4, 0)]);
    expect(historyBefore(shop, 4, 9)).to.deep.equal({ products: [5, 4], kinds: [1, 3] });
    expect(historyBefore(shop, 4, 1)).to.deep.equal({ products: [5], kinds: [1] });
    expect(historyBefore(shop, 1, 9)).to.deep.equal({ products: [], kinds: [] });
  });

  it('can be read without some products', () => {
    const history = { products: [2, 0, 1], kinds: [0, 3, 1] };
    expect(historyWithout(history, Uint8Array.of(1, 0, 0))).to.deep.equal({ products: [2, 1], kinds: [0, 1] });
  });
});
