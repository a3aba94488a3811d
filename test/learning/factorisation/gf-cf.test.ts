import { expect } from 'chai';
import { bipartiteDegrees } from '../../../src/learning/propagation/index.js';
import { randomKey, randomNormal } from '../../../src/core/index.js';
import { fitGfCf, gfCfScorer, type SpectralBasis } from '../../../src/learning/factorisation/index.js';
import { densePropagation, randomInteractions } from './interactions.js';

describe('gfCfScorer', () => {
  const products = 50;
  const interactions = randomInteractions(60, products, 400, 3);
  const key = randomKey(1, 'basis');
  const basis: SpectralBasis = {
    products,
    rank: 6,
    basis: Float32Array.from({ length: products * 6 }, (_, i) => randomNormal(key, i)),
    eigenvalues: new Float64Array(6),
  };

  it('adds the weighted low pass to the row of the item graph and discounts popular products', () => {
    const dense = densePropagation(interactions);
    const degrees = bipartiteDegrees(interactions).columns;
    const into = new Float64Array(products).fill(7);
    const scorer = gfCfScorer(fitGfCf(interactions, basis, { alpha: 3, beta: 0.3, rank: 4 }));
    for (const x of [0, 10, 49]) {
      scorer.score(x, into);
      for (let y = 0; y < products; y++) {
        let smooth = 0;
        for (let r = 0; r < 4; r++) smooth += basis.basis[x * 6 + r] * basis.basis[y * 6 + r];
        const [dx, dy] = [degrees[x], degrees[y]];
        const expected =
          dx > 0 && dy > 0 ? (dense[x * products + y] + 3 * Math.sqrt(dy / dx) * smooth) * dy ** -0.3 : 0;
        expect(into[y]).to.be.closeTo(expected, 1e-5 * (1 + Math.abs(expected)));
      }
    }
  });

  it('refuses a basis of other products', () => {
    expect(() => fitGfCf(randomInteractions(5, 6, 9, 1), basis, { alpha: 1, beta: 0 }))
      .to.throw()
      .with.property('code', 'spectral-basis-mismatch');
  });
});
