import { expect } from 'chai';
import fc from 'fast-check';
import {
  basketWeightSums,
  formBaskets,
  gatherEvidence,
  type Baskets,
} from '../../../src/learning/cooccurrence/index.js';
import { engineSettings } from '../../../src/ranking/pipeline/index.js';

const PRODUCTS = 6;
const DAY = 86_400_000;
const { baskets: forming, evidence: options } = engineSettings({ layer: 'lightgcn', seed: 1 });

/** A person's baskets by the day of each. */
type Person = readonly { readonly day: number; readonly products: readonly number[]; readonly kind: number }[];

function basketsOf(people: readonly Person[], guests: readonly number[] = []): Baskets {
  const rows = people.flatMap((person, user) =>
    [...person].sort((a, b) => a.day - b.day).map((each) => ({ ...each, user })),
  );
  const events = rows.flatMap(({ products, kind }, basket) => products.map((product) => ({ basket, product, kind })));
  return formBaskets(
    {
      basket: Int32Array.from(events, ({ basket }) => basket),
      product: Int32Array.from(events, ({ product }) => product),
      kind: Uint8Array.from(events, ({ kind }) => kind),
      basketTime: Float64Array.from(rows, ({ day }) => day * DAY),
      basketUser: Int32Array.from(rows, ({ user }) => user),
      guests,
    },
    PRODUCTS,
    forming,
  );
}

function weightOf(baskets: Baskets, x: number, y: number): number {
  const { pairs } = gatherEvidence(baskets, options);
  for (let e = pairs.offsets[x]; e < pairs.offsets[x + 1]; e++) if (pairs.columns[e] === y) return pairs.values[e];
  return 0;
}

const person = fc.array(
  fc.record({
    day: fc.nat(300),
    products: fc.uniqueArray(fc.nat(PRODUCTS - 1), { minLength: 1, maxLength: 4 }),
    kind: fc.nat(3),
  }),
  { maxLength: 4 },
);
const shops = fc.array(person, { minLength: 1, maxLength: 8 });

describe('what one person does again and again', () => {
  it('weighs two persons at most, in evidence and popularity, be it orders or views', () => {
    fc.assert(
      fc.property(shops, fc.nat(3), fc.integer({ min: 1, max: 3 }), (shop, kind, each) => {
        const newest = { day: 300, products: [0, 1], kind };
        const habit: Person = Array.from({ length: 100 }, (_, i) => ({ ...newest, day: 300 - Math.floor(i / each) }));
        const [before, once, often] = [[], [newest], habit].map((own) => basketsOf([...shop, [newest], own]));
        const one = weightOf(once, 0, 1) - weightOf(before, 0, 1);
        expect(weightOf(often, 0, 1) - weightOf(before, 0, 1)).to.be.within(one - 1e-6, 2 * one + 1e-6);
        const popularity = [before, once, often].map((baskets) => basketWeightSums(baskets, options.repeat)[0]);
        const owed = popularity[1] - popularity[0];
        expect(popularity[2] - popularity[0]).to.be.within(owed, 2 * owed + 1e-6);
      }),
    );
  });

  it('is what it is for a person with one basket, and for guests with one each', () => {
    fc.assert(
      fc.property(shops, (shop) => {
        const apart = shop.flat().map((basket) => [basket]);
        const plain = { ...options, repeat: 1 };
        expect(gatherEvidence(basketsOf(apart), options)).to.deep.equal(gatherEvidence(basketsOf(apart), plain));
        const { people, ...guests } = gatherEvidence(basketsOf([shop.flat()], [0]), options);
        const strangers = gatherEvidence(basketsOf([...apart].sort(([a], [b]) => a.day - b.day)), options);
        expect(guests.pairs).to.deep.equal(strangers.pairs);
        expect(people).to.deep.equal(strangers.people);
      }),
    );
  });

  it('adds up the same in whatever order the people come', () => {
    const shuffled = shops.chain((shop) =>
      fc.tuple(fc.constant(shop), fc.shuffledSubarray(shop, { minLength: shop.length })),
    );
    fc.assert(
      fc.property(shuffled, ([shop, other]) => {
        const [one, two] = [basketsOf(shop), basketsOf(other)];
        expect(gatherEvidence(two, options)).to.deep.equal(gatherEvidence(one, options));
        expect(basketWeightSums(two, 0.5)).to.deep.equal(basketWeightSums(one, 0.5));
      }),
    );
  });
});

describe('baskets whose dates are too late to be true', () => {
  it('weigh as one person in all', () => {
    const columns = (wrong: number) => ({
      basket: Int32Array.from({ length: 2 * wrong }, (_, e) => e >> 1),
      product: Int32Array.from({ length: 2 * wrong }, (_, e) => e % 2),
      kind: new Uint8Array(2 * wrong),
      basketTime: new Float64Array(wrong).fill(Number.NaN),
      misdated: new Uint8Array(wrong).fill(1),
    });
    for (const wrong of [1, 3, 120]) {
      expect(weightOf(formBaskets(columns(wrong), PRODUCTS, forming), 0, 1)).to.be.closeTo(1, 1e-5);
    }
  });
});
