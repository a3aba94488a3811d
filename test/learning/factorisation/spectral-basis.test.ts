import { expect } from 'chai';
import { csrFromEdges } from '../../../src/core/numerics/index.js';
import { OnnxRuntime } from '../../../src/learning/onnx/index.js';
import { spectralBasis } from '../../../src/learning/factorisation/index.js';
import { symmetricEigen } from '../../../src/core/numerics/index.js';
import type { SpectralBasis } from '../../../src/learning/factorisation/index.js';
import { densePropagation, randomInteractions } from './interactions.js';

/** The greatest |P v - λ v| of a vector and the greatest difference of VᵀV from I. */
function faults(dense: Float64Array, { products: n, rank, basis, eigenvalues }: SpectralBasis): [number, number] {
  let residual = 0;
  let skew = 0;
  for (let v = 0; v < rank; v++) {
    let squares = 0;
    for (let i = 0; i < n; i++) {
      let image = -eigenvalues[v] * basis[i * rank + v];
      for (let j = 0; j < n; j++) image += dense[i * n + j] * basis[j * rank + v];
      squares += image * image;
    }
    residual = Math.max(residual, Math.sqrt(squares));
    for (let w = 0; w < rank; w++) {
      let inner = v === w ? -1 : 0;
      for (let i = 0; i < n; i++) inner += basis[i * rank + v] * basis[i * rank + w];
      skew = Math.max(skew, Math.abs(inner));
    }
  }
  return [residual, skew];
}

describe('spectralBasis', () => {
  const runtimes: OnnxRuntime[] = [];
  const open = async (threads: number): Promise<OnnxRuntime> => {
    const runtime = await OnnxRuntime.open({ provider: 'cpu', threads });
    runtimes.push(runtime);
    return runtime;
  };
  let runtime: OnnxRuntime;
  before(async () => {
    runtime = await open(1);
  });
  after(async () => {
    for (const each of runtimes) await each.close();
  });

  it('finds the leading eigenvectors of the item graph, restarted until they are as exact as asked', async () => {
    const interactions = randomInteractions(500, 600, 3000, 1);
    const dense = densePropagation(interactions);
    const exact = symmetricEigen(dense.slice(), 600, 1).values;
    const found = await spectralBasis(runtime, interactions, { rank: 24, seed: 1, tolerance: 1e-3, rounds: 20 });
    expect(found.rank).to.equal(24);
    found.eigenvalues.forEach((value, i) => expect(value).to.be.closeTo(exact[i], 1e-5));
    const [residual, skew] = faults(dense, found);
    expect(residual).to.be.below(1.1e-3);
    expect(skew).to.be.below(1e-5);
  });

  it('is exact where all products are in the space, whatever is asked for', async () => {
    for (const products of [1, 5, 40]) {
      const interactions = randomInteractions(30, products, 5 * products, 2);
      const dense = densePropagation(interactions);
      const found = await spectralBasis(runtime, interactions, { rank: 100, seed: 1 });
      expect(found.rank).to.equal(products);
      const [residual, skew] = faults(dense, found);
      expect(residual, `${products} products`).to.be.below(1e-5);
      expect(skew, `${products} products`).to.be.below(1e-5);
    }
  });

  it('finds an eigenvalue 1 for each of many unconnected parts', async () => {
    // 50 pairs of products, each pair bought by one customer: P has 50 times the eigenvalue 1 and 50 times 0.
    const products = Int32Array.from({ length: 100 }, (_, i) => i);
    const interactions = csrFromEdges({
      rows: 50,
      width: 100,
      sources: products.map((product) => product >> 1),
      targets: products,
    });
    const found = await spectralBasis(runtime, interactions, { rank: 60, seed: 1 });
    found.eigenvalues.forEach((value, i) => expect(value).to.be.closeTo(i < 50 ? 1 : 0, 1e-5));
    const [residual, skew] = faults(densePropagation(interactions), found);
    expect(Math.max(residual, skew)).to.be.below(1e-5);
  });

  it('gives the same bytes for any number of threads', async () => {
    const interactions = randomInteractions(3000, 5000, 20_000, 4);
    const bytes: Buffer[] = [];
    for (const threads of [1, 2, 3, 16]) {
      const found = await spectralBasis(await open(threads), interactions, { rank: 20, seed: 3, rounds: 2, threads });
      bytes.push(Buffer.from(found.basis.buffer));
    }
    for (const other of bytes.slice(1)) expect(Buffer.compare(bytes[0], other)).to.equal(0);
  });
});
