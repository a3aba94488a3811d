import { expect } from 'chai';
import fc from 'fast-check';
import { weighHistory } from '../../src/recommend/index.js';

describe('the products that answer a customer', () => {
  const products = fc.uniqueArray(fc.nat(60), { maxLength: 40 });

  it('are those asked about, of full weight, and then the history, each product once, eight at most', () => {
    fc.assert(
      fc.property(products, products, (asked, history) => {
        const weighed = weighHistory(asked, history);
        const others = history.filter((product) => !asked.includes(product));
        const room = Math.max(0, 8 - asked.length);
        expect(weighed.map(({ product }) => product)).to.deep.equal([...asked, ...others.slice(0, room)]);
        for (const { weight } of weighed.slice(0, asked.length)) expect(weight).to.equal(1);
      }),
    );
  });

  it('count less the older they are', () => {
    fc.assert(
      fc.property(products, (history) => {
        const weights = weighHistory(history.slice(0, 1), history).map(({ weight }) => weight);
        for (let age = 1; age < weights.length; age++) {
          expect(weights[age])
            .to.be.greaterThan(0)
            .and.lessThan(weights[age - 1]);
        }
      }),
    );
  });

  it('count by age whether or not the product asked about is in the history', () => {
    expect(weighHistory([1], [1, 2, 3])).to.deep.equal(weighHistory([1], [2, 3]));
    expect(weighHistory([1], [2, 1, 3])).to.deep.equal(weighHistory([1], [2, 3]));
  });
});
