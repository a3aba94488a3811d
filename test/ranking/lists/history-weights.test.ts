import { expect } from 'chai';
import fc from 'fast-check';
import { askFor, weighHistory } from '../../../src/ranking/lists/index.js';
import { NO_HISTORY, historyOfProducts, type History } from '../../../src/shop/index.js';

const ALIKE = [1, 1, 1, 1];
const KIND_WEIGHTS = [1, 0.75, 0.5, 0.25];

describe('the products that answer a customer', () => {
  const products = fc.uniqueArray(fc.nat(60), { maxLength: 40 });
  const histories = fc
    .uniqueArray(fc.tuple(fc.nat(60), fc.nat(3)), { maxLength: 20, selector: ([product]) => product })
    .map((entries): History => ({
      products: entries.map(([product]) => product),
      kinds: entries.map(([, kind]) => kind),
    }));

  it('are those asked about, of full weight, and then the history, each product once, eight at most', () => {
    fc.assert(
      fc.property(products, products, (asked, history) => {
        const weighed = weighHistory(asked, historyOfProducts(history), ALIKE);
        const others = history.filter((product) => !asked.includes(product));
        const room = Math.max(0, 8 - asked.length);
        expect(weighed.map(({ product }) => product)).to.deep.equal([...asked, ...others.slice(0, room)]);
        for (const { weight } of weighed.slice(0, asked.length)) expect(weight).to.equal(1);
      }),
    );
  });

  it('of one kind count half of the next newer one, from 1 on where nothing is asked about', () => {
    const weights = weighHistory([], historyOfProducts([5, 3, 9]), KIND_WEIGHTS).map(({ weight }) => weight);
    expect(weights).to.deep.equal([1, 0.5, 0.25]);
    expect(weighHistory([5], historyOfProducts([5, 3, 9]), KIND_WEIGHTS)).to.deep.equal(
      weighHistory([], historyOfProducts([5, 3, 9]), KIND_WEIGHTS),
    );
  });

  it('stand to each other the same whichever one kind all are of', () => {
    fc.assert(
      fc.property(products, fc.nat(3), (of, kind) => {
        const plain = weighHistory([], historyOfProducts(of), KIND_WEIGHTS);
        const other = weighHistory([], { products: of, kinds: of.map(() => kind) }, KIND_WEIGHTS);
        expect(other).to.deep.equal(
          plain.map(({ product, weight }) => ({ product, weight: weight * KIND_WEIGHTS[kind] })),
        );
      }),
    );
  });

  it('count by age whether or not the product asked about is in the history', () => {
    const weigh = (history: number[]) => weighHistory([1], historyOfProducts(history), ALIKE);
    expect(weigh([1, 2, 3])).to.deep.equal(weigh([2, 3]));
    expect(weigh([2, 1, 3])).to.deep.equal(weigh([2, 3]));
  });

  it('never count less for a heavier kind at the same age, nor more for an older event of the same kind', () => {
    const weightAt = (history: History, asked: number[], place: number): number =>
      weighHistory(asked, history, KIND_WEIGHTS).find(({ product }) => product === history.products[place])?.weight ??
      0;
    fc.assert(
      fc.property(histories, products, fc.nat(19), fc.nat(3), (history, asked, at, kind) => {
        fc.pre(history.products.length > 0);
        const place = at % history.products.length;
        const heavier = { ...history, kinds: history.kinds.with(place, Math.min(kind, history.kinds[place])) };
        expect(weightAt(heavier, asked, place)).to.be.at.least(weightAt(history, asked, place));
        for (let older = place + 1; older < history.products.length; older++) {
          if (history.kinds[older] < history.kinds[place] || asked.includes(history.products[older])) continue;
          expect(weightAt(history, asked, older)).to.be.at.most(weightAt(history, asked, place));
        }
      }),
    );
  });

  it('are the heaviest of the history, heaviest first, so that a purchase before many views still counts', () => {
    const history = { products: [...Array(10).keys()], kinds: [3, 3, 3, 3, 3, 3, 3, 3, 0, 0] };
    const kept = weighHistory([], history, [1, 0.5, 0.25, 0.125]);
    expect(kept.map(({ product }) => product)).to.deep.equal([0, 1, 2, 3, 4, 5, 8, 6]);
    fc.assert(
      fc.property(histories, products, (of, asked) => {
        const weights = weighHistory(asked, of, KIND_WEIGHTS).slice(new Set(asked).size);
        for (let i = 1; i < weights.length; i++) expect(weights[i].weight).to.be.at.most(weights[i - 1].weight);
      }),
    );
  });
});

describe('a question for a customer', () => {
  const all = { merged: true, hidden: true, kindWeights: KIND_WEIGHTS };
  const taken: History = { products: [2, 3], kinds: [3, 0] };

  it('is answered from history and products, and hides the history, where these are good for it', () => {
    expect(askFor([1], taken, all)).to.deep.equal({
      asked: [1],
      hidden: [2, 3],
      weighed: weighHistory([1], taken, KIND_WEIGHTS),
      latest: [1, 2, 3],
    });
  });

  it('is answered from the products alone where histories are not the baskets, unless no product is named', () => {
    const weighed = (products: number[]) => askFor(products, taken, { ...all, merged: false }).weighed;
    expect(weighed([1])).to.deep.equal([{ product: 1, weight: 1 }]);
    expect(weighed([])).to.deep.equal([
      { product: 3, weight: 0.5 },
      { product: 2, weight: 0.25 },
    ]);
  });

  it('hides nothing where customers buy the same again', () => {
    expect(askFor([1], taken, { ...all, hidden: false }).hidden).to.deep.equal([]);
  });

  it('is about the newest product where none is named, and about nothing for a stranger', () => {
    expect(askFor([], taken, all).asked).to.deep.equal([2]);
    expect(askFor([], NO_HISTORY, all)).to.deep.equal({ asked: [], hidden: [], weighed: [], latest: [] });
  });
});
