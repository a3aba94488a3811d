import { expect } from 'chai';
import fc from 'fast-check';
import { formBaskets, type Baskets } from '../../src/adjacency/index.js';
import { holdOutLast } from '../../src/recommend/index.js';

const PRODUCTS = 12;
const NONE = new Int32Array(0);
/** Each product its own category, but for the last, which has none. */
const lineOf = Int32Array.from({ length: PRODUCTS }, (_, product) => (product === PRODUCTS - 1 ? -1 : product));

/** Histories of customers, each product in the order of purchase. */
function historiesOf(histories: readonly (readonly number[])[]): Baskets {
  return formBaskets(
    {
      basket: Int32Array.from(histories.flatMap((history, b) => history.map(() => b))),
      product: Int32Array.from(histories.flat()),
      kind: new Uint8Array(histories.flat().length),
      basketTime: new Float64Array(histories.length).fill(NaN),
      ordered: true,
    },
    PRODUCTS,
    { kindWeights: [1], countedKinds: [0], halfLifeDays: Infinity },
  );
}

function contentsOf({ contents, places }: Baskets): { products: number[]; places: number[] }[] {
  return Array.from({ length: contents.rows }, (_, b) => {
    const [from, to] = [contents.offsets[b], contents.offsets[b + 1]];
    return { products: [...contents.columns.slice(from, to)], places: [...(places ?? NONE).slice(from, to)] };
  });
}

describe('holding the last product out', () => {
  const all = { share: 1, mostQueries: 100 };

  it('asks for it from the one before, and leaves the rest of the history to training', () => {
    const baskets = historiesOf([[7, 2, 9, 4]]);
    const { training, queries } = holdOutLast(baskets, baskets.places ?? NONE, lineOf, all);
    expect(queries.map(({ product, truth }) => ({ product, truth }))).to.deep.equal([{ product: 9, truth: [4] }]);
    expect(contentsOf(training)).to.deep.equal([{ products: [2, 7, 9], places: [1, 0, 2] }]);
  });

  it('takes a product that was bought again for its last time', () => {
    const baskets = historiesOf([[4, 2, 9, 4, 2]]);
    const { queries } = holdOutLast(baskets, baskets.places ?? NONE, lineOf, all);
    expect(queries[0]).to.deep.include({ product: 4, truth: [2] });
  });

  it('leaves exactly one product of each chosen history out, and all others as they were', () => {
    const shops = fc.array(fc.uniqueArray(fc.nat(PRODUCTS - 1), { minLength: 1, maxLength: 6 }), { maxLength: 30 });
    fc.assert(
      fc.property(shops, fc.constantFrom(0, 0.5, 1), (histories, share) => {
        const baskets = historiesOf(histories);
        const { training, queries } = holdOutLast(baskets, baskets.places ?? NONE, lineOf, { ...all, share });
        const asked = new Set(queries.map(({ product, truth }) => `${product} ${truth.join()}`));
        contentsOf(training).forEach(({ products, places }, b) => {
          const history = histories[b];
          const shortened = products.length < history.length;
          if (share === 1) expect(shortened).to.equal(history.length > 1);
          if (share === 0) expect(shortened).to.equal(false);
          const kept = shortened ? history.slice(0, -1) : history;
          expect(products).to.deep.equal([...kept].sort((a, c) => a - c));
          expect(places).to.deep.equal(products.map((product) => kept.indexOf(product)));
          const [x, y] = history.slice(-2);
          if (shortened && lineOf[x] >= 0 && lineOf[y] >= 0) expect(asked.has(`${x} ${y}`)).to.equal(true);
        });
      }),
    );
  });

  it('asks nothing of a pair of one category, and no more than the most', () => {
    const histories = Array.from({ length: 10 }, (_, b) => [b, (b + 3) % 11]);
    const baskets = historiesOf(histories);
    const places = baskets.places ?? NONE;
    expect(holdOutLast(baskets, places, new Int32Array(PRODUCTS), all).queries).to.have.length(0);
    const asked = holdOutLast(baskets, places, lineOf, all).queries;
    expect(asked).to.have.length(10);
    expect(holdOutLast(baskets, places, lineOf, { ...all, mostQueries: 3 }).queries).to.deep.equal(asked.slice(0, 3));
  });
});
