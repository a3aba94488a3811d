import { expect } from 'chai';
import fc from 'fast-check';
import { StrongestSources } from '../../../src/ranking/candidates/index.js';

const PRODUCTS = 80;

/** Short lists of many products, so that some products stand on more of them than are kept. */
const shops = fc.record({
  reach: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: PRODUCTS, maxLength: PRODUCTS }),
  lists: fc.array(
    fc.uniqueArray(fc.record({ product: fc.nat(3), score: fc.integer({ min: 1, max: 8 }).map((n) => n / 8) }), {
      selector: ({ product }) => product,
      maxLength: 4,
    }),
    { minLength: PRODUCTS, maxLength: PRODUCTS },
  ),
});
type Lists = readonly (readonly { product: number; score: number }[])[];

function gather(reach: readonly number[], lists: Lists, order: readonly number[]) {
  const sources = new StrongestSources(Float32Array.from(reach));
  for (const x of order) {
    sources.add(x, {
      products: Int32Array.from(lists[x], ({ product }) => product),
      scores: Float32Array.from(lists[x], ({ score }) => score),
    });
  }
  return new Map([...sources.all()]);
}

describe('the products on whose lists a product stands', () => {
  it('are the 50 with the largest score × reach, of equal ones the first', () => {
    fc.assert(
      fc.property(shops, ({ reach, lists }) => {
        const found = gather(reach, lists, [...lists.keys()]);
        for (const y of [0, 1, 2, 3]) {
          const expected = lists
            .flatMap((list, x) =>
              list.flatMap(({ product, score }, i) => (product === y ? [{ x, score, rank: i + 1 }] : [])),
            )
            .sort((a, b) => b.score * reach[b.x] - a.score * reach[a.x] || a.x - b.x)
            .slice(0, 50);
          const own = found.get(y);
          expect([...(own?.products ?? [])]).to.deep.equal(expected.map(({ x }) => x));
          expect([...(own?.scores ?? [])]).to.deep.equal(expected.map(({ score }) => score));
          expect([...(own?.ranks ?? [])]).to.deep.equal(expected.map(({ rank }) => rank));
        }
      }),
    );
  });

  it('are the same in whatever order the lists come', () => {
    const shuffled = shops.chain((shop) =>
      fc.tuple(fc.constant(shop), fc.shuffledSubarray([...shop.lists.keys()], { minLength: PRODUCTS })),
    );
    fc.assert(
      fc.property(shuffled, ([{ reach, lists }, order]) => {
        expect(gather(reach, lists, order)).to.deep.equal(gather(reach, lists, [...lists.keys()]));
      }),
    );
  });

  it('are only those with the product among the first 50 of their list', () => {
    const sources = new StrongestSources(new Float32Array(60).fill(1));
    sources.add(0, { products: Int32Array.from({ length: 60 }, (_, i) => i), scores: new Float32Array(60).fill(0.5) });
    expect([...sources.all()].map(([product]) => product)).to.deep.equal(Array.from({ length: 50 }, (_, i) => i));
  });
});
