import { expect } from 'chai';
import { csrFromEdges, transpose, type Csr } from '../../../src/core/numerics/index.js';
import { alsCosineScorer, alsFoldInScorer, fitAls } from '../../../src/learning/factorisation/index.js';
import { randomInteractions } from './interactions.js';
import { twoTastes } from './two-tastes.js';

/** The same rows several times over. */
function repeated(matrix: Csr, times: number): Csr {
  const [rows, columns] = [0, 1].map((side) =>
    Array.from({ length: times }, (_, time) =>
      Array.from({ length: matrix.rows }, (_, row) =>
        [...matrix.columns.subarray(matrix.offsets[row], matrix.offsets[row + 1])].map((column) =>
          side === 0 ? time * matrix.rows + row : column,
        ),
      ),
    ).flat(2),
  );
  return csrFromEdges({
    rows: times * matrix.rows,
    width: matrix.width,
    sources: Int32Array.from(rows),
    targets: Int32Array.from(columns),
  });
}

/** The largest derivative of Σ c (p - xᵀy)² + λ|x|², halved, in any row's factors, for α 5 and λ .5. */
function steepest(interactions: Csr, rowFactors: Float32Array, itemFactors: Float32Array): number {
  let most = 0;
  for (let u = 0; u < interactions.rows; u++) {
    const x = rowFactors.subarray(u * 4, u * 4 + 4);
    const gradient = [...x].map((value) => 0.5 * value);
    for (let i = 0; i < interactions.width; i++) {
      const y = itemFactors.subarray(i * 4, i * 4 + 4);
      const entry = interactions.columns.subarray(interactions.offsets[u], interactions.offsets[u + 1]).includes(i);
      const error = (entry ? 5 : 1) * ((entry ? 1 : 0) - x.reduce((sum, value, f) => sum + value * y[f], 0));
      y.forEach((value, f) => (gradient[f] -= error * value));
    }
    most = Math.max(most, ...gradient.map(Math.abs));
  }
  return most;
}

describe('fitAls', () => {
  for (const [what, interactions] of [
    ['distinct', randomInteractions(40, 30, 200, 2)],
    ['repeated', repeated(randomInteractions(40, 30, 120, 2), 3)],
  ] as const) {
    it(`comes to a point where no row and no product can do better on its own, of ${what} rows`, () => {
      const { rowFactors, itemFactors } = fitAls(interactions, {
        factors: 4,
        alpha: 5,
        regularisation: 0.5,
        iterations: 200,
      });
      expect(steepest(interactions, rowFactors, itemFactors)).to.be.below(2e-3);
      expect(steepest(transpose(interactions), itemFactors, rowFactors)).to.be.below(2e-3);
    });
  }

  it('gives the same bytes for a seed and others for another', () => {
    const interactions = randomInteractions(40, 30, 200, 2);
    const factors = (seed: number): Buffer =>
      Buffer.from(fitAls(interactions, { factors: 8, iterations: 3, seed }).itemFactors.buffer);
    expect(factors(4).equals(factors(4))).to.be.true;
    expect(factors(4).equals(factors(5))).to.be.false;
  });
});

describe('the scorers of ALS', () => {
  const shop = twoTastes();
  const als = fitAls(shop, { factors: 2 });
  for (const [name, scorer] of [
    ['cosine', alsCosineScorer(als)],
    ['fold-in', alsFoldInScorer(als)],
  ] as const) {
    it(`place products of the same taste before all others, by ${name}`, () => {
      const into = new Float64Array(12);
      for (let x = 0; x < 12; x++) {
        scorer.score(x, into);
        const nearest = [...into.keys()].filter((y) => y !== x).sort((a, b) => into[b] - into[a]);
        expect(nearest.slice(0, 5).every((y) => y % 2 === x % 2)).to.be.true;
      }
    });
  }

  it('fold in as the normal equations say', () => {
    const into = new Float64Array(12);
    const { factors, regularisation, alpha } = als.options;
    alsFoldInScorer(als).score(3, into);
    // (YᵀY + λI + (α - 1) y yᵀ) x = α y, and into = Y x: put x = into's coordinates back by the residual of the equations.
    const y = als.itemFactors;
    const images = new Float64Array(factors);
    for (let i = 0; i < 12; i++) {
      const confidence = i === 3 ? alpha : 1;
      for (let f = 0; f < factors; f++) images[f] += y[i * factors + f] * (confidence * (into[i] - (i === 3 ? 1 : 0)));
    }
    // Yᵀ C (p - Y x) = λ x, so Y times the left side is λ times the scores.
    for (let i = 0; i < 12; i++) {
      let left = 0;
      for (let f = 0; f < factors; f++) left -= y[i * factors + f] * images[f];
      expect(left).to.be.closeTo(regularisation * into[i], 1e-6);
    }
  });
});
