import { expect } from 'chai';
import { UsageError } from '../../../src/core/index.js';
import { generateSampleShop, type SampleShop } from '../../../src/shop/sample/index.js';

const countBy = <T>(items: readonly T[], key: (item: T) => string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
};

describe('sample shop', function () {
  let shop: SampleShop;
  let leafOf: Map<string, string>;

  before(() => {
    shop = generateSampleShop();
    leafOf = new Map(shop.products.map(({ productId, categoryId }) => [productId, categoryId]));
  });

  const purchases = () => shop.events.filter(({ type }) => type === 'purchase');
  const purchasesByMonth = (leaf: string) => {
    const months = countBy(
      purchases().filter(({ productId }) => leafOf.get(productId) === leaf),
      ({ timestamp }) => timestamp.slice(5, 7),
    );
    return (...names: string[]) => names.reduce((sum, name) => sum + (months.get(name) ?? 0), 0);
  };

  it('is as large as it says', () => {
    expect(shop.products).to.have.length(2_000);
    expect(new Set(shop.events.map(({ userId }) => userId)).size).to.be.within(7_800, 8_000);
    expect(new Set(purchases().map(({ orderId }) => orderId)).size).to.equal(60_000);
    expect(shop.events.length).to.be.within(230_000, 300_000);
  });

  it('has a tree of three levels with 60 leaves that hold all products', () => {
    const parentOf = new Map(shop.categories.map(({ categoryId, parentId }) => [categoryId, parentId]));
    expect(parentOf.size).to.equal(shop.categories.length);
    const depth = (id: string): number => {
      const parent = parentOf.get(id);
      expect(parent, `${id} is a category`).to.not.equal(undefined);
      return parent == null ? 1 : 1 + depth(parent);
    };
    const leaves = new Set(shop.products.map(({ categoryId }) => categoryId));
    expect(leaves.size).to.equal(60);
    for (const leaf of leaves) expect(depth(leaf), leaf).to.equal(3);
    for (const { categoryId } of shop.categories) expect(depth(categoryId), categoryId).to.be.at.most(3);
  });

  it('gives every product an id and a title of its own and a price above zero', () => {
    expect(new Set(shop.products.map(({ productId }) => productId)).size).to.equal(2_000);
    expect(new Set(shop.products.map(({ title }) => title)).size).to.equal(2_000);
    for (const { title, brand, price } of shop.products) {
      expect(title)
        .to.match(new RegExp(`^${brand} `))
        .and.not.match(/[{}]|undefined| {2}/);
      expect(price).to.be.above(0);
    }
  });

  it('tells events in order of time within the year, of known products, each id once', () => {
    const ids = new Set<string>();
    let last = '2025-01-01T00:00:00Z';
    for (const { eventId, userId, productId, timestamp, type, orderId } of shop.events) {
      ids.add(eventId);
      if (!leafOf.has(productId)) expect.fail(`${eventId} is about ${productId}, which is no product`);
      if (!/^c\d{5}$/.test(userId)) expect.fail(`${eventId} is of ${userId}, who is no customer`);
      if (timestamp < last) expect.fail(`${eventId} is told after something later`);
      if ((type === 'purchase') !== (orderId !== null)) expect.fail(`${eventId} has an order without being bought`);
      last = timestamp;
    }
    expect(ids.size).to.equal(shop.events.length);
    expect(last < '2026').to.equal(true);
  });

  it('plants one to four complements a product, known ones, never of its own leaf', () => {
    const categoryPairs = new Set<string>();
    for (const { productId, categoryId } of shop.products) {
      const planted = shop.complements.get(productId) ?? [];
      expect(planted.length, productId).to.be.within(1, 4);
      expect(new Set(planted).size, productId).to.equal(planted.length);
      for (const complement of planted) {
        expect(leafOf.get(complement), complement).to.be.a('string').and.not.equal(categoryId);
        categoryPairs.add(`${categoryId} → ${leafOf.get(complement)!}`);
      }
    }
    expect(categoryPairs.size).to.be.at.least(60);
  });

  it('puts a planted complement into the baskets far more often than chance would', () => {
    const baskets = new Map<string, string[]>();
    for (const { orderId, productId } of purchases()) {
      const basket = baskets.get(orderId!) ?? [];
      baskets.set(orderId!, basket);
      basket.push(productId);
    }
    const bought = countBy(purchases(), ({ productId }) => productId);
    let together = 0;
    let byChance = 0;
    for (const basket of baskets.values()) {
      for (const x of basket) together += shop.complements.get(x)!.filter((y) => basket.includes(y)).length;
    }
    for (const [x, complements] of shop.complements) {
      for (const y of complements) byChance += ((bought.get(x) ?? 0) * (bought.get(y) ?? 0)) / baskets.size;
    }
    expect(together / byChance).to.be.above(20);
  });

  it('has a long tail: the best-selling tenth holds over 40 % of the purchases', () => {
    const counts = [...countBy(purchases(), ({ productId }) => productId).values()].sort((a, b) => b - a);
    const top = counts.slice(0, 200).reduce((a, b) => a + b, 0);
    expect(top / purchases().length).to.be.above(0.4);
  });

  it('sells tents in summer, skis in winter, gift wrap in December', () => {
    const tents = purchasesByMonth('tents');
    expect(tents('06', '07', '08')).to.be.above(5 * tents('12', '01', '02'));
    const skis = purchasesByMonth('skis');
    expect(skis('12', '01', '02')).to.be.above(10 * skis('06', '07', '08'));
    const wrap = purchasesByMonth('gift-wrap');
    expect(wrap('12')).to.be.above(3 * wrap('06'));
  });

  it('leaves some products without any event, a whole leaf among them, which a merchant has related', () => {
    const met = new Set(shop.events.map(({ productId }) => productId));
    const unmet = shop.products.filter(({ productId }) => !met.has(productId));
    expect(unmet.length).to.be.within(20, 120);
    const metLeaves = new Set([...met].map((productId) => leafOf.get(productId)));
    const related = shop.categoryRelations.map(({ categoryId }) => categoryId);
    expect(related.some((id) => !metLeaves.has(id))).to.equal(true);
    const known = new Set(shop.categories.map(({ categoryId }) => categoryId));
    for (const { categoryId, relatedId, weight } of shop.categoryRelations) {
      expect(known.has(categoryId) && known.has(relatedId), `${categoryId} → ${relatedId}`).to.equal(true);
      expect(weight).to.be.within(0, 1);
    }
  });

  it('starts on the day that it is given and says what is wrong with one that is no day', () => {
    const { events } = generateSampleShop({ orders: 500, start: '2023-07-01' });
    expect(events[0].timestamp).to.match(/^2023-07-0/);
    expect(events[events.length - 1].timestamp < '2024-07-01').to.equal(true);
    expect(() => generateSampleShop({ start: '1.7.2023' })).to.throw(UsageError, 'YYYY-MM-DD');
    expect(() => generateSampleShop({ products: 12 })).to.throw(UsageError, 'at least 300');
    expect(() => generateSampleShop({ seed: Number.NaN })).to.throw(UsageError, 'seed');
  });
});
