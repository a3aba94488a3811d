import { expect } from 'chai';
import { keepEvents } from '../../../src/evaluation/splits/keep-events.js';
import { shopOf } from '../random-shop.js';

const DAY = 86_400_000;

describe('a shop with some of its events', () => {
  const shop = shopOf([
    { user: 'u', product: 'a1', kind: 0, order: 'x', day: 1 },
    { user: 'u', product: 'b1', kind: 0, order: 'y', day: 2 },
    { user: 'u', product: 'c1', kind: 0, order: 'x', day: 3 },
    { user: 'v', product: 'a1', kind: 3, day: 5 },
  ]);

  it('numbers the baskets that are left anew, each as old as the newest of its events that are left', () => {
    const { interactions } = keepEvents(shop, Uint8Array.of(1, 0, 0, 1));
    expect([...interactions.basket]).to.deep.equal([0, 1]);
    expect([...interactions.basketTime]).to.deep.equal([DAY, 5 * DAY]);
    expect([...interactions.basketUser]).to.deep.equal([0, 1]);
    expect([...interactions.kind]).to.deep.equal([0, 3]);
  });

  it('keeps catalogue and users, and is the same where all events stay', () => {
    expect(keepEvents(shop, new Uint8Array(4).fill(1))).to.deep.equal(shop);
    const { catalogue, userIds, interactions } = keepEvents(shop, new Uint8Array(4));
    expect(catalogue).to.equal(shop.catalogue);
    expect(userIds).to.equal(shop.userIds);
    expect([interactions.product.length, interactions.basketTime.length]).to.deep.equal([0, 0]);
  });
});
