import { expect } from 'chai';
import fc from 'fast-check';
import { formBaskets, gatherEvidence, type Evidence } from '../../../src/learning/cooccurrence/index.js';
import { itemGraph } from '../../../src/learning/propagation/index.js';
import type { BasketEvents } from '../../../src/learning/cooccurrence/baskets.js';

const PRODUCTS = 8;
const DAY = 86_400_000;
const kindWeights = [1, 0.75, 0.5, 0.25];

/** Baskets as lists of [product, kind], with the day of each. */
const shops = fc.array(
  fc.record({
    day: fc.nat(30),
    items: fc.array(fc.tuple(fc.nat(PRODUCTS - 1), fc.nat(3)), { minLength: 1, maxLength: 6 }),
  }),
  { maxLength: 25 },
);
type Shop = readonly { day: number; items: [number, number][] }[];

function columns(shop: Shop): BasketEvents {
  const events = shop.flatMap(({ items }, basket) => items.map(([product, kind]) => ({ basket, product, kind })));
  return {
    basket: Int32Array.from(events, (e) => e.basket),
    product: Int32Array.from(events, (e) => e.product),
    kind: Uint8Array.from(events, (e) => e.kind),
    basketTime: Float64Array.from(shop, (b) => b.day * DAY),
  };
}

function evidenceOf(shop: Shop, keep = 100): Evidence {
  const baskets = formBaskets(columns(shop), PRODUCTS, { kindWeights, countedKinds: [0, 1], halfLifeDays: 10 });
  return gatherEvidence(baskets, { damping: 0.5, halfLifeDays: 10, distance: 0, keep, largestBasket: 100 });
}

/** The definition, in float64, without any cleverness. */
function naive(shop: Shop, x: number, y: number): { weight: number; together: number; sessions: number } {
  const newest = Math.max(...shop.map((b) => b.day));
  let weight = 0;
  let together = 0;
  let sessions = 0;
  for (const { day, items } of shop) {
    const best = new Map<number, number>();
    for (const [product, kind] of items) best.set(product, Math.max(best.get(product) ?? 0, kindWeights[kind]));
    const [wx, wy] = [best.get(x), best.get(y)];
    if (wx === undefined || wy === undefined) continue;
    weight += 2 ** ((day - newest) / 10) * (best.size - 1) ** -0.5 * wx * wy;
    if (wx === 1 && wy === 1) together++;
    else sessions++;
  }
  return { weight, together, sessions };
}

describe('evidence between products', () => {
  it('is the weighted count of baskets that hold both', () => {
    fc.assert(
      fc.property(shops, (shop) => {
        const { pairs, together, sessions, mass } = evidenceOf(shop);
        for (let x = 0; x < PRODUCTS; x++) {
          let sum = 0;
          for (let y = 0; y < PRODUCTS; y++) {
            if (y === x) continue;
            const expected = naive(shop, x, y);
            let at = -1;
            for (let e = pairs.offsets[x]; e < pairs.offsets[x + 1]; e++) if (pairs.columns[e] === y) at = e;
            expect(at < 0 ? 0 : pairs.values[at]).to.be.closeTo(expected.weight, 1e-5);
            expect(at < 0 ? 0 : together[at]).to.equal(at < 0 ? 0 : expected.together);
            expect(at < 0 ? 0 : sessions[at]).to.equal(at < 0 ? 0 : expected.sessions);
            sum += expected.weight;
          }
          expect(mass[x]).to.be.closeTo(sum, 1e-4);
        }
      }),
    );
  });

  it('is the same bytes for any order of baskets and of events in them', () => {
    const shuffled = shops.chain((shop) =>
      fc.tuple(fc.constant(shop), fc.shuffledSubarray(shop, { minLength: shop.length })),
    );
    fc.assert(
      fc.property(shuffled, ([shop, other]) => {
        const reversed = other.map(({ day, items }) => ({ day, items: [...items].reverse() }));
        expect(evidenceOf(reversed)).to.deep.equal(evidenceOf(shop));
      }),
    );
  });

  it('keeps the heaviest pairs of each product', () => {
    fc.assert(
      fc.property(shops, (shop) => {
        const whole = evidenceOf(shop).pairs;
        const cut = evidenceOf(shop, 2).pairs;
        for (let x = 0; x < PRODUCTS; x++) {
          const heaviest = [...whole.values.slice(whole.offsets[x], whole.offsets[x + 1])]
            .sort((a, b) => b - a)
            .slice(0, 2);
          const kept = [...cut.values.slice(cut.offsets[x], cut.offsets[x + 1])].sort((a, b) => b - a);
          expect(kept).to.deep.equal(heaviest);
        }
      }),
    );
  });

  it('counts the people behind each pair and each product, however many baskets they have', () => {
    fc.assert(
      fc.property(shops, fc.integer({ min: 1, max: 4 }), (shop, each) => {
        const basketUser = Int32Array.from(shop, (_, basket) => Math.floor(basket / each));
        const baskets = formBaskets({ ...columns(shop), basketUser }, PRODUCTS, {
          kindWeights,
          countedKinds: [0, 1],
          halfLifeDays: Infinity,
        });
        const evidence = gatherEvidence(baskets, {
          damping: 0.5,
          halfLifeDays: Infinity,
          distance: 0,
          keep: 100,
          largestBasket: 100,
        });
        type Items = Shop[number]['items'];
        const holds = (items: Items, most: number, products: readonly number[]): boolean =>
          products.every((product) => items.some(([item, kind]) => item === product && kind <= most));
        const peopleWith = (is: (items: Items) => boolean): number =>
          new Set([...basketUser].filter((_, b) => is(shop[b].items))).size;
        const bought = (...products: number[]) => peopleWith((items) => holds(items, 0, products));
        const takenAmong = (product: number) =>
          peopleWith((items) => items.some(([, kind]) => kind <= 1) && holds(items, 3, [product]));
        const met = (...products: number[]) =>
          peopleWith((items) => holds(items, 3, products) && !holds(items, 0, products));
        for (let x = 0; x < PRODUCTS; x++) {
          expect(evidence.purchasers[x]).to.equal(bought(x));
          expect(evidence.buyers[x]).to.equal(takenAmong(x));
          for (let e = evidence.pairs.offsets[x]; e < evidence.pairs.offsets[x + 1]; e++) {
            const y = evidence.pairs.columns[e];
            expect(evidence.people[e]).to.equal(bought(x, y));
            expect(evidence.sessionPeople[e]).to.equal(met(x, y));
          }
        }
        const ordersWith = (_: unknown, x: number) => shop.filter(({ items }) => holds(items, 0, [x])).length;
        expect([...evidence.baskets]).to.deep.equal(Array.from({ length: PRODUCTS }, ordersWith));
        expect(evidence.basketTotal).to.equal(shop.filter(({ items }) => items.some(([, kind]) => kind === 0)).length);
      }),
    );
  });

  it('says 255 for more people than that', () => {
    const crowd = Array.from({ length: 300 }, () => ({
      day: 0,
      items: [
        [0, 0],
        [1, 0],
      ] as [number, number][],
    }));
    const { people, buyers, together } = evidenceOf(crowd);
    expect([...people]).to.deep.equal([255, 255]);
    expect(buyers[0]).to.equal(300);
    expect([...together]).to.deep.equal([300, 300]);
  });

  it('leaves out baskets larger than the bound', () => {
    const crowd = [{ day: 0, items: Array.from({ length: 6 }, (_, p): [number, number] => [p, 0]) }];
    const baskets = formBaskets(columns(crowd), PRODUCTS, { kindWeights, countedKinds: [0], halfLifeDays: Infinity });
    expect(
      gatherEvidence(baskets, { damping: 0, halfLifeDays: 180, distance: 0, keep: 9, largestBasket: 5 }).pairs.columns,
    ).to.have.length(0);
  });

  it('becomes a symmetric item graph of the strongest neighbours', () => {
    fc.assert(
      fc.property(shops, (shop) => {
        const graph = itemGraph(evidenceOf(shop), 2);
        const edges = new Map<string, number>();
        for (let x = 0; x < PRODUCTS; x++) {
          for (let e = graph.offsets[x]; e < graph.offsets[x + 1]; e++)
            edges.set(`${x}>${graph.columns[e]}`, graph.values[e]);
        }
        for (const [edge, weight] of edges) {
          const [x, y] = edge.split('>');
          expect(edges.get(`${y}>${x}`)).to.equal(weight);
        }
      }),
    );
  });
});
