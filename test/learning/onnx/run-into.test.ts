import { expect } from 'chai';
import { createSession, OnnxLibrary, runInto, tensorOf } from '../../../src/learning/onnx/index.js';

const SIDE = 2000;

describe('a run of a graph into arrays', () => {
  it('writes its results there, and leaves no copy of them behind', async () => {
    const session = await createSession(new OnnxLibrary().load('matmul'), 1, ['cpu']);
    const left = tensorOf(new Float32Array(SIDE).fill(2), [SIDE, 1]);
    const right = tensorOf(new Float32Array(SIDE).fill(3), [1, SIDE]);
    const product = new Float32Array(SIDE * SIDE);
    const before = process.memoryUsage().arrayBuffers;
    for (let run = 0; run < 3; run++) {
      await runInto(session, { left, right }, { product: tensorOf(product, [SIDE, SIDE]) });
      expect(product.every((value) => value === 6)).to.equal(true);
      product.fill(0);
    }
    expect(process.memoryUsage().arrayBuffers - before).to.be.lessThan(product.byteLength);
    await session.release();
  });
});
