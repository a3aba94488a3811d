import { expect } from 'chai';
import fc from 'fast-check';
import { easeScorer, fitEase } from '../../../../src/evaluation/baselines/methods/ease.js';
import { plainProduct } from '../../../../src/core/numerics/sweep.js';
import { sweep } from '../../../../src/core/numerics/index.js';
import { randomInteractions } from '../../../learning/factorisation/interactions.js';

describe('sweep', () => {
  it('gives minus the inverse of matrices below, at and past the size of a block', async () => {
    for (const n of [1, 7, 128, 300]) {
      const matrix = new Float32Array(n * n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) matrix[i * n + j] = (i === j ? 3 : 0) + 1 / (1 + Math.abs(i - j));
      }
      const inverse = matrix.slice();
      await sweep(inverse, n);
      const product = new Float32Array(n * n);
      await plainProduct(matrix, inverse, n, product);
      product.forEach((value, at) => expect(value).to.be.closeTo(at % (n + 1) === 0 ? -1 : 0, 1e-5));
    }
  });
});

describe('fitEase', () => {
  it('has a zero diagonal and the residual λ-proportional to the multipliers of that constraint', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(99),
        async (n, lambda, seed) => {
          const interactions = randomInteractions(25, n, 6 * n, seed);
          const { products, weights } = await fitEase(interactions, lambda);
          expect(products).to.equal(n);
          // (G + λI) B = G - diag(γ) at the optimum: off the diagonal both sides of the first product equal G.
          const gram = new Float64Array(n * n);
          for (let r = 0; r < 25; r++) {
            const its = interactions.columns.subarray(interactions.offsets[r], interactions.offsets[r + 1]);
            for (const a of its) for (const b of its) gram[a * n + b] += 1;
          }
          for (let i = 0; i < n; i++) {
            expect(weights[i * n + i]).to.equal(0);
            for (let j = 0; j < n; j++) {
              if (i === j) continue;
              let left = lambda * weights[i * n + j];
              for (let k = 0; k < n; k++) left += gram[i * n + k] * weights[k * n + j];
              expect(left).to.be.closeTo(gram[i * n + j], 1e-3);
            }
          }
        },
      ),
      { numRuns: 15, seed: 1 },
    );
  });

  it('scores every product by the weight of the one that is asked about, also one that nobody bought', async () => {
    const interactions = { ...randomInteractions(60, 40, 300, 4), width: 41 };
    const ease = await fitEase(interactions, 5);
    const into = new Float64Array(41);
    for (let x = 0; x < 41; x++) {
      easeScorer(ease).score(x, into);
      expect([...into]).to.deep.equal([...ease.weights.subarray(x * 41, (x + 1) * 41)]);
      expect(into.some((value) => value !== 0)).to.equal(interactions.columns.includes(x));
    }
  });
});
