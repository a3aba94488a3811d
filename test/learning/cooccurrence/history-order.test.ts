import { expect } from 'chai';
import { formBaskets, gatherEvidence, type Baskets } from '../../../src/learning/cooccurrence/index.js';

const PRODUCTS = 6;

function basketsOf(histories: readonly (readonly number[])[], ordered: boolean): Baskets {
  return formBaskets(
    {
      basket: Int32Array.from(histories.flatMap((history, b) => history.map(() => b))),
      product: Int32Array.from(histories.flat()),
      kind: new Uint8Array(histories.flat().length),
      basketTime: new Float64Array(histories.length).fill(NaN),
      ordered,
    },
    PRODUCTS,
    { kindWeights: [1], countedKinds: [0], halfLifeDays: Infinity },
  );
}

function pairsOf(baskets: Baskets, distance: number, damping = 0): (x: number, y: number) => number {
  const { pairs } = gatherEvidence(baskets, { damping, halfLifeDays: 180, distance, keep: 10, largestBasket: 100 });
  return (x, y) => {
    for (let e = pairs.offsets[x]; e < pairs.offsets[x + 1]; e++) if (pairs.columns[e] === y) return pairs.values[e];
    return 0;
  };
}

describe('the order of a history', () => {
  it('is kept as the place of each product, the last one where it was bought again', () => {
    const { contents, places } = basketsOf([[4, 1, 4, 0], [5]], true);
    expect([...contents.columns]).to.deep.equal([0, 1, 4, 5]);
    expect([...(places ?? [])]).to.deep.equal([3, 1, 2, 0]);
  });

  it('is absent where the events of a basket are in no order', () => {
    expect(basketsOf([[4, 1, 0]], false)).not.to.have.property('places');
  });

  it('weighs a pair by m^-distance for m places between the two', () => {
    const pair = pairsOf(basketsOf([[3, 0, 5, 1]], true), 0.5);
    expect(pair(3, 0)).to.be.closeTo(1, 1e-6);
    expect(pair(3, 5)).to.be.closeTo(2 ** -0.5, 1e-6);
    expect(pair(3, 1)).to.be.closeTo(3 ** -0.5, 1e-6);
    expect(pair(0, 1)).to.be.closeTo(2 ** -0.5, 1e-6);
    expect(pair(1, 3)).to.equal(pair(3, 1));
  });

  it('adds up over histories, each damped by its size', () => {
    const histories = [
      [3, 0, 5],
      [5, 3],
    ];
    const pair = pairsOf(basketsOf(histories, true), 1, 0.5);
    expect(pair(3, 5)).to.be.closeTo(2 ** -0.5 / 2 + 1, 1e-6);
    expect(pair(3, 0)).to.be.closeTo(2 ** -0.5, 1e-6);
  });

  it('says nothing where distance is 0 or the order unknown', () => {
    const histories = [[3, 0, 5, 1]];
    const plain = pairsOf(basketsOf(histories, true), 0);
    const unordered = pairsOf(basketsOf(histories, false), 1);
    for (const [x, y] of [
      [3, 0],
      [3, 1],
    ]) {
      expect(plain(x, y)).to.equal(1);
      expect(unordered(x, y)).to.equal(1);
    }
  });
});
