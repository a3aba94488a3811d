import { expect } from 'chai';
import fc from 'fast-check';
import { randomKey, randomNormal } from '../../../src/core/index.js';
import { symmetricEigen } from '../../../src/core/numerics/index.js';

function randomSymmetric(n: number, seed: number): Float64Array {
  const key = randomKey(seed, 'symmetric');
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      matrix[i * n + j] = randomNormal(key, i * n + j);
      matrix[j * n + i] = matrix[i * n + j];
    }
  }
  return matrix;
}

/** The greatest of |A v - λ v| and of |⟨v, w⟩ - δ| over the vectors. */
function faults(matrix: Float64Array, n: number, values: Float64Array, vectors: Float64Array): number {
  let worst = 0;
  const count = vectors.length / n;
  for (let v = 0; v < count; v++) {
    for (let i = 0; i < n; i++) {
      let image = 0;
      for (let j = 0; j < n; j++) image += matrix[i * n + j] * vectors[v * n + j];
      worst = Math.max(worst, Math.abs(image - values[v] * vectors[v * n + i]));
    }
    for (let w = 0; w < count; w++) {
      let inner = v === w ? -1 : 0;
      for (let i = 0; i < n; i++) inner += vectors[v * n + i] * vectors[w * n + i];
      worst = Math.max(worst, Math.abs(inner));
    }
  }
  return worst;
}

describe('symmetricEigen', () => {
  it('gives eigenvalues by falling size with orthonormal eigenvectors', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(1000), (n, seed) => {
        const matrix = randomSymmetric(n, seed);
        const { values, vectors } = symmetricEigen(matrix.slice(), n);
        expect([...values]).to.deep.equal([...values].sort((a, b) => b - a));
        expect(faults(matrix, n, values, vectors)).to.be.below(1e-11 * n);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('gives orthonormal vectors of equal eigenvalues', () => {
    const n = 6;
    // Two blocks of ones: eigenvalues 3, 3, 0, 0, 0, 0.
    const matrix = Float64Array.from({ length: n * n }, (_, i) => (Math.floor(i / n) < 3 === i % n < 3 ? 1 : 0));
    const { values, vectors } = symmetricEigen(matrix.slice(), n);
    [3, 3, 0, 0, 0, 0].forEach((expected, i) => expect(values[i]).to.be.closeTo(expected, 1e-12));
    expect(faults(matrix, n, values, vectors)).to.be.below(1e-12);
  });

  it('gives as many vectors as are wanted', () => {
    const matrix = randomSymmetric(12, 3);
    const all = symmetricEigen(matrix.slice(), 12);
    const some = symmetricEigen(matrix.slice(), 12, 4);
    expect([...some.vectors]).to.deep.equal([...all.vectors.slice(0, 48)]);
  });
});
