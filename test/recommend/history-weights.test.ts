import { expect } from 'chai';
import fc from 'fast-check';
import { askFor, weighHistory } from '../../src/recommend/index.js';

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

describe('a question for a customer', () => {
  const all = { merged: true, hidden: true };

  it('is answered from history and products, and hides the history, where these are good for it', () => {
    expect(askFor([1], [2, 3], all)).to.deep.equal({
      asked: [1],
      hidden: [2, 3],
      weighed: weighHistory([1], [2, 3]),
      latest: [1, 2, 3],
    });
  });

  it('is answered from the products alone where histories are not the baskets, unless no product is named', () => {
    const weighed = (products: number[]) => askFor(products, [2, 3], { ...all, merged: false }).weighed;
    expect(weighed([1])).to.deep.equal([{ product: 1, weight: 1 }]);
    expect(weighed([])).to.deep.equal(weighHistory([2], [2, 3]));
  });

  it('hides nothing where customers buy the same again', () => {
    expect(askFor([1], [2, 3], { ...all, hidden: false }).hidden).to.deep.equal([]);
  });

  it('is about the newest product where none is named, and about nothing for a stranger', () => {
    expect(askFor([], [2, 3], all).asked).to.deep.equal([2]);
    expect(askFor([], [], all)).to.deep.equal({ asked: [], hidden: [], weighed: [], latest: [] });
  });
});
