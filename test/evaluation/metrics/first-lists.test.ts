import { expect } from 'chai';
import { firstLists } from '../../../src/evaluation/metrics/index.js';
import { purchaseBaskets } from '../../../src/ranking/exposure/index.js';
import { shopOf } from '../random-shop.js';
import { judged } from './judged-example.js';

describe('what a shopkeeper sees in evaluated lists', () => {
  /** Ten products as in the example, each bought once, the first three times. */
  const products = Array.from({ length: 10 }, (_, i) => `a${i}`);
  const bought = [...products, 'a0', 'a0'].map((product, i) => ({ user: `u${i}`, product, kind: 0, order: `o${i}` }));
  const baskets = purchaseBaskets(shopOf(bought).interactions, products.length);

  it('is counted over the first list of each product that has one, traffic being its questions', () => {
    const lists = judged([
      { product: 1, truth: [3], list: [] },
      { product: 1, truth: [3], list: [3, 6] },
      { product: 1, truth: [4], list: [4] },
      { product: 6, truth: [3], list: [0, 4] },
      { product: 7, truth: [3], list: [4] },
    ]);
    expect(firstLists(lists, baskets)).to.deep.include({
      maxExposure: 2 / 3,
      trafficExposure: 3 / 5,
      maxFirst: 1 / 3,
      firstIsBestseller: 1 / 3,
      topDecile: 1 / 5,
    });
  });

  it('counts what may not stand there too, once a list', () => {
    const found = firstLists(judged([{ product: 0, truth: [3], list: [1, 1, 3] }]), baskets);
    expect(found).to.include({ maxExposure: 1, maxFirst: 1 });
  });
});
