import { expect } from 'chai';
import { audience, campaign, placements, type UseParts } from '../../../src/serving/insights/index.js';
import { ruleDocumentSchema } from '../../../src/serving/rules/index.js';
import type { Snapshot } from '../../../src/storage/redis/index.js';
import { candidateList } from '../../ranking/candidates.js';
import { rejection } from '../../shop/csv/temporary-folder.js';
import { TELL_ALL } from '../../../src/ranking/explain/index.js';
import { countedTime } from '../../../src/serving/insights/use-parts.js';
import { live, noGraph, smallShop } from '../small-shop.js';

const query = { limit: 10, days: 30 };

function partsOf(snapshot: Snapshot, ...rules: object[]): UseParts {
  const parsed = ruleDocumentSchema.parse({ rules }).rules;
  const inForce = () => ({ version: '1', state: '1', rules: parsed, until: Infinity });
  return { live: live(snapshot), graph: noGraph, rules: { inForce }, minPeople: 5, graphMilliseconds: 100 };
}

describe('when people are counted', () => {
  const time = (days: number, minPeople: number) => countedTime(smallShop(), days, minPeople);

  it('is so many days before the newest event, for those who are told exact numbers', () => {
    expect(time(1, TELL_ALL)).to.deep.equal({ since: '2026-01-30T00:00:00.000Z', until: '2026-01-31T00:00:00.000Z' });
    expect(time(101, TELL_ALL)).not.to.deep.equal(time(100, TELL_ALL));
  });

  it('is one of a few windows for others, so that no day can be had from two answers', () => {
    const starts = (from: number, to: number): (string | null)[] => {
      const days = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      return [...new Set(days.map((each) => time(each, 5).since))];
    };
    expect(starts(91, 180)).to.have.length(1);
    expect(starts(1, 3650)).to.have.length(6);
  });
});

describe('the uses of lists, without the graph', () => {
  const sources = () =>
    Promise.resolve([
      { products: Int32Array.of(0, 1), scores: Float32Array.of(0.5, 0.25), ranks: Uint16Array.of(1, 7) },
    ]);

  it('place a product on the pages of those on whose lists it stands, but where a rule blocks it', async () => {
    const block = { id: 'a', action: 'block', for: { products: ['p0'] }, items: { products: ['p2'] } };
    const { pool, pages, since, reachMissing } = await placements(partsOf(smallShop({ sources }), block), 'p2', query);
    expect(pages).to.deep.equal([
      {
        ...{ productId: 'p1', title: 'Product 1', categoryId: 'c1', rank: 7, score: 0.25 },
        ...{ buyers: null, viewers: null, views: null },
      },
    ]);
    expect([pool, since, reachMissing]).to.deep.equal(['lists', '2026-01-01T00:00:00.000Z', 'graph-unreachable']);
  });

  it('place a product without any event among its like, and one that stands nowhere nowhere', async () => {
    const cold = smallShop({ coldProductSources: sources });
    const { pool, pages } = await placements(partsOf(cold), 'p6', { ...query, limit: 1 });
    expect([pool, pages.map(({ productId }) => productId)]).to.deep.equal(['newcomers', ['p0']]);
    expect((await placements(partsOf(smallShop()), 'p2', query)).pages).to.deep.equal([]);
  });

  it('address an audience in the order of the snapshot, in numbers that are not known', async () => {
    const { groups, people, owners } = await audience(partsOf(smallShop({ sources })), 'p2', query);
    expect(groups.map(({ productId, buyers }) => [productId, buyers])).to.deep.equal([
      ['p0', null],
      ['p1', null],
    ]);
    expect([people, owners]).to.deep.equal([null, null]);
  });

  it('offer in a campaign what stands on the lists of the most bought, by score × baskets', async () => {
    const list = (score: number) => candidateList([{ product: 3, category: 3, score }]);
    const lists = new Map([
      [0, list(0.5)],
      [1, list(0.25)],
    ]);
    const { shared } = smallShop();
    const snapshot = smallShop({
      lists: (products) => Promise.resolve(products.map((product) => lists.get(product))),
      shared: { ...shared, basketsOf: Int32Array.of(1, 4, 1, 1, 1, 1, 0) },
    });
    const pairs = async (limit: number, ...rules: object[]) =>
      (await campaign(partsOf(snapshot, ...rules), 'c0', 'c3', { limit })).pairs.map(({ bought, offer, rank }) => [
        bought.productId,
        offer.productId,
        rank,
      ]);
    expect(await pairs(10)).to.deep.equal([
      ['p1', 'p3', 1],
      ['p0', 'p3', 1],
    ]);
    expect(await pairs(1)).to.deep.equal([['p1', 'p3', 1]]);
    const block = { id: 'a', action: 'block', for: { products: ['p1'] }, items: { products: ['p3'] } };
    expect(await pairs(10, block)).to.deep.equal([['p0', 'p3', 1]]);
  });

  it('refuse what the shop does not have, and categories that overlap', async () => {
    const parts = partsOf(smallShop());
    expect(await rejection(placements(parts, 'nobody', query))).to.have.property('code', 'unknown-product');
    expect(await rejection(audience(parts, 'nobody', query))).to.have.property('code', 'unknown-product');
    expect(await rejection(campaign(parts, 'c0', 'nowhere', query))).to.have.property('code', 'unknown-category');
    for (const [from, to] of [
      ['c0', 'c1'],
      ['c1', 'c0'],
      ['c3', 'c3'],
    ]) {
      expect(await rejection(campaign(parts, from, to, query))).to.have.property('code', 'same-category');
    }
  });
});
