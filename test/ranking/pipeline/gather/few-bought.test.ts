import { expect } from 'chai';
import { engineSettings, gatherShop, rankedShop, withLeastPeople } from '../../../../src/ranking/pipeline/index.js';
import type { Shop } from '../../../../src/shop/index.js';
import { temporaryFolder } from '../../../shop/csv/temporary-folder.js';
import { sampleColumns } from '../engine-fixture.js';

const LEAST = 5;

describe('a shop that is ranked without what too few people did', () => {
  const folder = temporaryFolder();
  const usual = engineSettings({ layer: 'lightgcn', seed: 1 });
  const settings = withLeastPeople(usual, LEAST);
  let shop: Shop;
  before(async () => {
    shop = await sampleColumns(folder());
  });

  it('is the whole shop unless settings say otherwise', () => {
    expect(rankedShop(shop, usual)).to.equal(shop);
  });

  it('has no event of a product that fewer people bought, and no basket without one', () => {
    const { evidence } = gatherShop(shop, usual);
    const { interactions } = rankedShop(shop, settings);
    const { product, basket, basketUser, basketTime } = interactions;
    expect(product.length).to.be.within(1, shop.interactions.product.length - 1);
    for (const each of product) expect(evidence.buyers[each]).to.be.at.least(LEAST);
    expect(new Set(basket).size).to.equal(basketUser.length).and.to.equal(basketTime.length);
    for (let b = 1; b < basketUser.length; b++) expect(basketUser[b]).to.be.at.least(basketUser[b - 1]);
  });

  it('has evidence of pairs that so many people have, and of no other', () => {
    const whole = gatherShop(shop, usual).evidence;
    const { evidence } = gatherShop(rankedShop(shop, settings), settings);
    expect(evidence.people.length).to.be.within(1, whole.people.length - 1);
    evidence.people.forEach((people, pair) => {
      expect(people + evidence.sessionPeople[pair]).to.be.at.least(LEAST);
    });
    evidence.mass.forEach((mass, product) => {
      const { offsets, values } = evidence.pairs;
      const row = values.subarray(offsets[product], offsets[product + 1]);
      expect(mass).to.be.closeTo(
        row.reduce((sum, value) => sum + value, 0),
        1e-3,
      );
    });
  });
});
