import { expect } from 'chai';
import fc from 'fast-check';
import { ProductSlots } from '../../../src/ranking/lists/product-slots.js';

describe('the slots of products', () => {
  const products = fc.array(
    fc.oneof(
      fc.nat(40),
      fc.nat(),
      fc.nat(15).map((n) => n * 2 ** 26),
    ),
    { maxLength: 300 },
  );

  it('are numbered as products are first met, and found again', () => {
    fc.assert(
      fc.property(products, (met) => {
        const slots = new ProductSlots(met.length);
        const expected = new Map<number, number>();
        for (const product of met) {
          if (!expected.has(product)) expected.set(product, expected.size);
          expect(slots.of(product)).to.equal(expected.get(product));
          expect(slots.size).to.equal(expected.size);
        }
        expect([...slots.products.subarray(0, slots.size)]).to.deep.equal([...expected.keys()]);
      }),
    );
  });
});
