import { expect } from 'chai';
import { ListExposure, isBelowChance, purchaseBaskets, type Exposed } from '../../../src/ranking/exposure/index.js';
import { upperBound } from '../../../src/ranking/exposure/chance.js';
import { shopColumns } from '../../support/influence/engine-lists.js';
import type { PlantedEvent } from '../../support/influence/planted-shop.js';

/** `times` orders of the same products, one a day from a day of 2026 on. */
function orders(name: string, times: number, products: readonly string[], from = 0): PlantedEvent[] {
  return Array.from({ length: times }, (_, i) =>
    products.map((product): PlantedEvent => ({
      user: name,
      product,
      kind: 'purchase',
      time: Date.UTC(2026, 0, 1 + from + i),
      order: `${name}${i}`,
    })),
  ).flat();
}

/** Products a to f, numbered so: 100 orders, the newest ten of d. */
const events: readonly PlantedEvent[] = [
  ...orders('ab', 30, ['a', 'b']),
  ...orders('a', 20, ['a'], 30),
  ...orders('c', 20, ['c'], 50),
  ...orders('bc', 5, ['b', 'c'], 70),
  ...orders('e', 14, ['e'], 75),
  ...orders('d', 11, ['d'], 89),
  { user: 'v', product: 'f', kind: 'view', time: Date.UTC(2026, 11, 1) },
];
const products = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, category: id }));
const [a, b, c, d] = [0, 1, 2, 3];
const baskets = purchaseBaskets(shopColumns(products, events).interactions, products.length);

function seen(...lists: readonly (readonly [product: number, list: readonly number[], traffic: number])[]): Exposed {
  const tally = new ListExposure(baskets);
  for (const [product, list, traffic] of lists) tally.add(product, Int32Array.from(list), traffic);
  return tally.exposure();
}

describe('the purchases that exposure is held against', () => {
  it('are counted by basket, without views, and once more in the newest tenth of the baskets', () => {
    expect(baskets.total).to.equal(100);
    expect([...baskets.counts]).to.deep.equal([50, 35, 25, 11, 14, 0]);
    expect([...baskets.recentCounts]).to.deep.equal([0, 0, 0, 11, 0, 0]);
  });

  it('are all of the newest tenth where nothing has a time', () => {
    const untimed = shopColumns(products, events).interactions;
    const { counts, recentCounts } = purchaseBaskets(
      { ...untimed, time: untimed.time.map(() => Number.NaN) },
      products.length,
    );
    expect([...recentCounts]).to.deep.equal([...counts]);
  });
});

describe('what a shopkeeper sees in all lists', () => {
  it('is who stands on most lists, and on most that are asked for', () => {
    const found = seen([a, [b, c], 1], [b, [c, a], 8], [c, [b, d], 1]);
    expect(found).to.include({ lists: 3, mostShown: b, maxExposure: 2 / 3, trafficExposure: 9 / 10 });
  });

  it('is who stands first, and whether that is a best seller of all time or of late', () => {
    const found = seen([a, [b, c], 1], [b, [d, a], 1], [c, [b], 1], [d, [a], 1]);
    expect(found).to.include({ mostFirst: b, maxFirst: 0.5, firstIsBestseller: 0.75, firstIsRecent: 0.25 });
  });

  it('is the share of the places that the most bought tenth has', () => {
    expect(seen([b, [a, c, d], 1], [c, [b], 1]).topDecile).to.equal(1 / 4);
  });

  it('is the share of pairs that were bought together less than by chance, surely or at all', () => {
    // a with b: 30 where 17.5 would be by chance; a with c: 0 of 12.5; b with c: 5 of 8.75, not surely less; d was bought 11 times.
    const found = seen([a, [b, c], 1], [b, [c], 1], [d, [b], 1]);
    expect(found).to.include({ belowChance: 2 / 4, notAbove: 2 / 4 });
    expect(seen([b, [c], 1])).to.include({ belowChance: 0, notAbove: 1 });
  });

  it('is nothing without lists', () => {
    expect(seen([a, [], 5])).to.include({ lists: 0, maxExposure: 0, trafficExposure: 0, maxFirst: 0, mostShown: -1 });
  });
});

describe('a pair below chance', () => {
  it('is one whose upper bound is under what chance gives', () => {
    expect(isBelowChance(0, 3)).to.equal(false);
    expect(isBelowChance(0, 3.01)).to.equal(true);
    expect(isBelowChance(4, upperBound(4))).to.equal(false);
    expect(isBelowChance(4, upperBound(4) + 1e-9)).to.equal(true);
    expect(upperBound(4)).to.be.closeTo(2.98 ** 2, 1e-12);
    expect(isBelowChance(0, 0)).to.equal(false);
  });
});
