import { expect } from 'chai';
import fc from 'fast-check';
import { randomKey, randomNormal } from '../../../src/core/index.js';
import { OnnxRuntime } from '../../../src/learning/onnx/index.js';
import {
  decayingRecency,
  encodeSequences,
  meanOfRecent,
  productSequences,
  userVector,
  type SequenceModel,
} from '../../../src/learning/sequence/index.js';
import { untrainedSequenceModel } from '../../../src/learning/sequence/sequence-model.js';

const dimension = 16;
const products = 40;
const recency = decayingRecency(0.6, 20);

function normals(length: number, name: string, scale: number): Float32Array {
  const key = randomKey(3, name);
  return Float32Array.from({ length }, (_, i) => scale * randomNormal(key, i));
}

const embeddings = normals(products * dimension, 'embeddings', 0.25);
const untrained = untrainedSequenceModel(dimension, recency, 5);
const sequence: SequenceModel = {
  ...untrained,
  tensors: { ...untrained.tensors, projection: normals(untrained.tensors.projection.length, 'projection', 0.5) },
};
const histories = fc.array(fc.nat(products - 1), { minLength: 1, maxLength: 30 });

describe("a customer's vector", () => {
  let runtime: OnnxRuntime;
  before(async () => {
    runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
  });
  after(() => runtime.close());

  it('is what ONNX Runtime makes of the same products', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (latest) => {
        const sequences = productSequences([latest.slice(0, 20).reverse()]);
        const expected = await encodeSequences(runtime, sequence, sequences, embeddings);
        const found = userVector({ kind: 'bilstm', ...sequence }, latest, embeddings);
        expected.forEach((value, f) => expect(found?.[f]).to.be.closeTo(value, 1e-5));
      }),
      { numRuns: 40 },
    );
  });

  it('is the weighted mean where that is asked for', () => {
    fc.assert(
      fc.property(histories, (latest) => {
        const expected = meanOfRecent(productSequences([latest.toReversed()]), embeddings, dimension, recency);
        const found = userVector({ kind: 'mean', dimension, recency }, latest, embeddings);
        expected.forEach((value, f) => expect(found?.[f]).to.be.closeTo(value, 1e-5));
      }),
    );
  });

  it('is none where nothing is known', () => {
    const nothing = new Float32Array(products * dimension);
    expect(userVector({ kind: 'mean', dimension, recency }, [], embeddings)).to.equal(undefined);
    expect(userVector({ kind: 'bilstm', ...sequence }, [], embeddings)).to.equal(undefined);
    expect(userVector({ kind: 'mean', dimension, recency }, [3], nothing)).to.equal(undefined);
  });
});
