import { expect } from 'chai';
import fc from 'fast-check';
import { splitShop, type Split } from '../../../src/evaluation/splits/index.js';
import type { Protocol } from '../../../src/evaluation/splits/choices.js';
import type { Shop } from '../../../src/shop/index.js';
import { randomRows, shopOf, type EventRow, type ShopStyle } from '../random-shop.js';

const DAY = 86_400_000;

function split(rows: readonly EventRow[], protocol: Protocol): { shop: Shop; made: Split } {
  const shop = shopOf(rows);
  return {
    shop,
    made: splitShop(shop, { protocol, part: 'test', categoryGroupOf: shop.catalogue.products.categories }),
  };
}

function forAll(style: ShopStyle, protocol: Protocol, check: (shop: Shop, made: Split) => void): void {
  fc.assert(
    fc.property(randomRows(style), (rows) => {
      const { shop, made } = split(rows, protocol);
      check(shop, made);
    }),
    { numRuns: 60 },
  );
}

/** How often each user has each product, as `user product` → times. */
function tally({ interactions, userIds, catalogue }: Shop): Map<string, number> {
  const { basket, basketUser, product } = interactions;
  const times = new Map<string, number>();
  product.forEach((p, e) => {
    const key = `${userIds[basketUser[basket[e]]]} ${catalogue.products.ids[p]}`;
    times.set(key, (times.get(key) ?? 0) + 1);
  });
  return times;
}

describe('training never sees the test', () => {
  it("baskets: the asked basket's purchases are gone, whole baskets at a time, a tenth of them", () => {
    forAll('orders', 'baskets', (shop, made) => {
      const baskets = shop.interactions.basketTime.length;
      expect(made.training.interactions.basketTime.length).to.equal(baskets - Math.floor(baskets / 10));
      const [before, after] = [tally(shop), tally(made.training)];
      for (const { product, user, truth } of made.queries) {
        for (const each of [product, ...truth]) {
          const key = `${shop.userIds[user]} ${shop.catalogue.products.ids[each]}`;
          expect(after.get(key) ?? 0).to.be.lessThan(before.get(key)!);
        }
      }
    });
  });

  it('baskets with times: nothing that was only looked at since the first test purchase is training', () => {
    forAll('dated orders', 'baskets', (shop, made) => {
      const missing = tally(shop);
      for (const [key, times] of tally(made.training)) missing.set(key, missing.get(key)! - times);
      const purchased = (of: Shop): string[] =>
        [...of.interactions.product.keys()]
          .filter((e) => of.interactions.kind[e] === 0)
          .map((e) => `${of.interactions.basketUser[of.interactions.basket[e]]} ${of.interactions.time[e]}`);
      // An order of this shop is a user's day, so its user and time name it.
      const kept = new Set(purchased(made.training));
      const test = purchased(shop).filter((order) => !kept.has(order));
      const cut = Math.min(...test.map((order) => Number(order.split(' ')[1])));
      const { time, kind } = made.training.interactions;
      time.forEach((at, e) => {
        if (kind[e] !== 0) expect(at).to.be.lessThan(cut);
      });
      for (const { product, user, truth } of made.queries) {
        for (const each of [product, ...truth]) {
          expect(missing.get(`${shop.userIds[user]} ${shop.catalogue.products.ids[each]}`)).to.be.greaterThan(0);
        }
      }
    });
  });

  it('last: no user keeps the last event, and all keep the others', () => {
    forAll('sequences', 'last', (shop, made) => {
      const { basketUser } = shop.interactions;
      const sizes = new Map<number, number[]>();
      shop.interactions.product.forEach((p, e) => {
        const user = basketUser[shop.interactions.basket[e]];
        sizes.set(user, [...(sizes.get(user) ?? []), p]);
      });
      const expected = [...sizes].flatMap(([, products]) => (products.length > 1 ? products.slice(0, -1) : products));
      expect([...made.training.interactions.product]).to.deep.equal(expected);
      for (const { user, truth, product } of made.queries) {
        expect([product, ...truth]).to.deep.equal(sizes.get(user)!.slice(-2));
      }
    });
  });

  it('days: nothing of the last two days is training, and no truth was ever touched before', () => {
    forAll('days', 'days', (shop, made) => {
      const days = [...new Set(Array.from(shop.interactions.time, (at) => at / DAY))].sort((a, b) => a - b);
      for (const at of made.training.interactions.time) expect(at / DAY).to.be.lessThan(days[days.length - 2]);
      const touched = tally(made.training);
      for (const { user, truth } of made.queries) {
        for (const y of truth)
          expect(touched.has(`${shop.userIds[user]} ${shop.catalogue.products.ids[y]}`)).to.be.false;
      }
    });
  });

  it('days: a shop of two days is told so', () => {
    const rows: EventRow[] = [1, 2].map((day) => ({ user: 'u', product: 'a1', kind: 1, day }));
    expect(() => split(rows, 'days')).to.throw('at least 3 days');
  });
});

describe('the query of each protocol', () => {
  it('baskets: every product of the last basket asks for those of other lines that training knows', () => {
    const old = Array.from({ length: 9 }, (_, i) =>
      ['a1', 'b1', 'b2', 'c1'].map((product) => ({ user: `u${i}`, product, kind: 0, order: `o${i}`, day: i })),
    ).flat();
    const last = ['a1', 'b1', 'b2', 'd9'].map((product) => ({ user: 'v', product, kind: 0, order: 'z', day: 20 }));
    const later = { user: 'u1', product: 'c1', kind: 3, day: 21 };
    const { shop, made } = split([...old, ...last, later], 'baskets');
    const id = (product: number): string => shop.catalogue.products.ids[product];
    const asked = made.queries.map(({ product, truth }) => `${id(product)}: ${truth.map(id).join(' ')}`).sort();
    expect(asked).to.deep.equal(['a1: b1 b2', 'b1: a1', 'b2: a1']);
    expect(made.groups).to.equal(1);
    expect(Math.max(...made.training.interactions.time)).to.equal(8 * DAY);
    expect(made.counts[shop.catalogue.products.ids.indexOf('a1')]).to.equal(9);
  });

  it("days: asked from the latest five products bought or carted, the user's last view where there is none", () => {
    const event = (user: string, product: string, kind: number, day: number): EventRow => ({
      user,
      product,
      kind,
      day,
    });
    const { shop, made } = split(
      [
        ...[0, 1, 2, 3, 4, 5].map((n) => event('u', `a${n}`, 1, n)),
        event('u', 'b1', 3, 6),
        event('v', 'a1', 3, 1),
        event('v', 'c2', 3, 2),
        event('w', 'b2', 0, 3),
        ...['u', 'v'].flatMap((user) => [event(user, 'b1', 1, 8), event(user, 'b2', 1, 9), event(user, 'c2', 3, 9)]),
      ],
      'days',
    );
    const id = (product: number): string => shop.catalogue.products.ids[product];
    const asked = made.queries.map((q) => `${shop.userIds[q.user]} ${id(q.product)}: ${q.truth.map(id).join(' ')}`);
    expect(asked.sort()).to.deep.equal(['u a1: b2', 'u a2: b2', 'u a3: b2', 'u a4: b2', 'u a5: b2', 'v c2: b1 b2']);
  });
});
