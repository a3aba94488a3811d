import type { BaselineTools } from '../baselines/index.js';
import { DenseProducts, OnnxRuntime } from '../../learning/onnx/index.js';
import { spectralBasis } from '../../learning/factorisation/index.js';

const SEED = 1;

/** What baselines compute with: ONNX Runtime on one thread, as each baseline has a thread of its own. */
export const baselineTools: BaselineTools = {
  spectralBasis: async (rows, rank) =>
    spectralBasis(await OnnxRuntime.open({ provider: 'cpu', threads: 1 }), rows, { rank, seed: SEED, threads: 1 }),
  multiply: async (left, right, k, into) => {
    const products = await DenseProducts.open(right.length / k, 1);
    try {
      await products.multiply(left, right, k, into);
    } finally {
      await products.close();
    }
  },
};
