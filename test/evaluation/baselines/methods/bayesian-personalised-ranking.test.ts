import { expect } from 'chai';
import { rankingLoss } from '../../../../src/evaluation/baselines/methods/bayesian-personalised-ranking.js';

const DIMENSION = 3;
const NODES = 5;
const triples = {
  row: Int32Array.from([0, 0, 1]),
  product: Int32Array.from([2, 3, 2]),
  negative: Int32Array.from([4, 2, 3]),
};
const vectors = Float32Array.from({ length: NODES * DIMENSION }, (_, i) => Math.sin(3 * i + 1));

function loss(of: Float32Array): number {
  return rankingLoss(triples, of, DIMENSION, new Float32Array(of.length));
}

describe('the loss of Bayesian personalised ranking', () => {
  it('is log 2 where nothing is ranked, and near 0 where all is', () => {
    expect(loss(new Float32Array(NODES * DIMENSION))).to.be.closeTo(Math.LN2, 1e-9);
    const ranked = new Float32Array(NODES * DIMENSION);
    ranked.set([9, 0, 0], 0);
    ranked.set([0, 9, 0], DIMENSION);
    ranked.set([8, 9, 0], 2 * DIMENSION);
    ranked.set([9, 0, 0], 3 * DIMENSION);
    expect(loss(ranked)).to.be.closeTo(0, 1e-3);
  });

  it('has the gradient that finite differences find', () => {
    const gradient = new Float32Array(vectors.length).fill(NaN);
    rankingLoss(triples, vectors, DIMENSION, gradient);
    const step = 2 ** -8;
    vectors.forEach((_, i) => {
      const shifted = (by: number): number => loss(vectors.map((value, j) => (j === i ? value + by : value)));
      expect(gradient[i], `entry ${i}`).to.be.closeTo((shifted(step) - shifted(-step)) / (2 * step), 1e-4);
    });
  });
});
