import { expect } from 'chai';
import type { Csr } from '../../../../src/core/numerics/index.js';
import {
  fitPersonalisedPageRank,
  personalisedPageRankScorer,
} from '../../../../src/evaluation/baselines/methods/personalised-pagerank.js';
import { fitRp3Beta, rp3BetaScorer } from '../../../../src/evaluation/baselines/methods/rp3beta.js';
import { rowsOfProducts, scoresFor } from '../../../learning/factorisation/shop.js';

const rows = rowsOfProducts([[0, 1], [0, 1, 2], [0, 3], [2]], 4);

/** P[x, y]: the chance to come from x over one of its rows to y. */
function roundTrips(matrix: Csr): number[][] {
  const holds = Array.from({ length: matrix.rows }, (_, r) =>
    Array.from(matrix.columns.subarray(matrix.offsets[r], matrix.offsets[r + 1])),
  );
  return Array.from({ length: matrix.width }, (_, x) =>
    Array.from({ length: matrix.width }, (_, y) => {
      const own = holds.filter((row) => row.includes(x));
      return own.reduce((sum, row) => sum + (row.includes(y) ? 1 / own.length / row.length : 0), 0);
    }),
  );
}

describe('random walks', () => {
  it('RP3beta: a walk of two steps, popular products discounted', () => {
    const scores = scoresFor(rp3BetaScorer(fitRp3Beta(rows, { alpha: 1, beta: 1 })), 0, 4);
    const expected = [0, (1 / 2 + 1 / 3) / 3 / 2, 1 / 3 / 3 / 2, 1 / 2 / 3];
    for (const y of [1, 2, 3]) expect(scores[y]).to.be.closeTo(expected[y], 1e-12);
  });

  it('RP3beta: a power below 1 flattens the transition probabilities', () => {
    const scores = scoresFor(rp3BetaScorer(fitRp3Beta(rows, { alpha: 0.5, beta: 0 })), 0, 4);
    expect(scores[1]).to.be.closeTo((Math.SQRT1_2 + Math.sqrt(1 / 3)) / Math.sqrt(3), 1e-12);
  });

  it('PageRank: where the walk stands after four steps, with the first two on request', () => {
    const once = roundTrips(rows);
    const twice = once.map((from) => from.map((_, y) => from.reduce((sum, p, via) => sum + p * once[via][y], 0)));
    const four = personalisedPageRankScorer(fitPersonalisedPageRank(rows, { restart: 0, beta: 0 }));
    const mixed = personalisedPageRankScorer(fitPersonalisedPageRank(rows, { restart: 5, beta: 1 }));
    const degree = [3, 2, 2, 1];
    for (let x = 0; x < 4; x++) {
      const plain = scoresFor(four, x, 4);
      const discounted = scoresFor(mixed, x, 4);
      for (let y = 0; y < 4; y++) {
        expect(plain[y]).to.be.closeTo(twice[x][y], 1e-12);
        expect(discounted[y]).to.be.closeTo((6 * once[x][y] + twice[x][y]) / degree[y], 1e-12);
      }
      expect(plain.reduce((sum, p) => sum + p, 0)).to.be.closeTo(1, 1e-12);
    }
  });
});
