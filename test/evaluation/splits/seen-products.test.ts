import { expect } from 'chai';
import { purchaseCounts, recentPurchaseCounts } from '../../../src/evaluation/splits/seen-products.js';
import { shopOf, type EventRow } from '../random-shop.js';

const buys = (product: string, day: number | null, i: number): EventRow => ({
  user: `u${i}`,
  product,
  kind: 0,
  order: `o${i}`,
  day,
});

describe('how often products were bought of late', () => {
  it('counts baskets of the newest tenth of the events, and those of its first moment', () => {
    const days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10];
    const shop = shopOf(days.map((day, i) => buys(day < 9 ? 'a1' : 'b1', day, i)));
    expect([...purchaseCounts(shop)]).to.deep.equal([8, 3]);
    expect([...recentPurchaseCounts(shop)]).to.deep.equal([0, 3]);
  });

  it('counts carts where the newest tenth has any', () => {
    const rows = Array.from({ length: 10 }, (_, i) => buys('a1', i, i));
    const shop = shopOf([...rows, { user: 'w', product: 'b1', kind: 1, day: 20 }]);
    expect([...recentPurchaseCounts(shop)]).to.deep.equal([1, 1]);
  });

  it('is a tenth of all where there are no times', () => {
    const shop = shopOf([buys('a1', null, 1), buys('a1', null, 2), buys('b1', null, 3)]);
    expect([...recentPurchaseCounts(shop)]).to.deep.equal([0.2, 0.1]);
  });
});
