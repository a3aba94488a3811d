import { expect } from 'chai';
import { OnnxRuntime } from '../../../src/learning/onnx/index.js';
import { spectralBasis } from '../../../src/learning/factorisation/index.js';
import { spectralEmbedding } from '../../../src/learning/factorisation/index.js';
import { densePropagation, randomInteractions } from './interactions.js';

describe('spectralEmbedding', () => {
  it('has the entries of the filtered item graph as its inner products', async () => {
    const interactions = randomInteractions(40, 30, 200, 3);
    const runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    const basis = await spectralBasis(runtime, interactions, { rank: 30, seed: 1 });
    await runtime.close();
    const dense = densePropagation(interactions);
    const embedding = spectralEmbedding(basis, (eigenvalue) => eigenvalue ** 2);
    for (let x = 0; x < 30; x++) {
      for (let y = 0; y < 30; y++) {
        let squared = 0;
        let inner = 0;
        for (let z = 0; z < 30; z++) {
          squared += dense[x * 30 + z] * dense[z * 30 + y];
          inner += embedding[x * 30 + z] * embedding[y * 30 + z];
        }
        expect(inner).to.be.closeTo(squared, 1e-5);
      }
    }
  });
});
