import { expect } from 'chai';
import fc from 'fast-check';
import { CategorySupport } from '../../../src/learning/cooccurrence/index.js';
import { csrFromEdges } from '../../../src/core/numerics/index.js';

const PRODUCTS = 6;
const CATEGORIES = 3;

describe('the support of categories', () => {
  it('counts each basket once a category and a pair, whatever number of their products it holds', () => {
    const products = fc.uniqueArray(fc.nat(PRODUCTS - 1));
    const baskets = fc.array(fc.record({ products, counted: fc.boolean() }), { maxLength: 12 });
    const categories = fc.array(fc.integer({ min: -1, max: CATEGORIES - 1 }), {
      minLength: PRODUCTS,
      maxLength: PRODUCTS,
    });
    fc.assert(
      fc.property(baskets, categories, (held, categoryOf) => {
        const edges = held.flatMap((basket, b) => basket.products.map((product) => [b, product] as const));
        const contents = csrFromEdges({
          rows: held.length,
          width: PRODUCTS,
          sources: Int32Array.from(edges, ([basket]) => basket),
          targets: Int32Array.from(edges, ([, product]) => product),
          values: new Float32Array(edges.length).fill(1),
        });
        const counted = Uint8Array.from(held, (basket) => (basket.counted ? 1 : 0));
        const support = new CategorySupport({ contents, counted }, Int32Array.from(categoryOf), CATEGORIES);
        const sets = held
          .filter((basket) => basket.counted)
          .map((basket) => new Set(basket.products.map((p) => categoryOf[p])));
        expect(support.total).to.equal(sets.length);
        for (let a = 0; a < CATEGORIES; a++) {
          expect(support.baskets[a]).to.equal(sets.filter((set) => set.has(a)).length);
          const { categories: others, counts } = support.with(a);
          const expected = [...Array(CATEGORIES).keys()].flatMap((b) => {
            const count = sets.filter((set) => set.has(a) && set.has(b)).length;
            return count === 0 ? [] : [[b, count]];
          });
          expect([...others].map((b, i) => [b, counts[i]])).to.deep.equal(expected);
        }
      }),
    );
  });
});
