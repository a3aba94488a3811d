import { availableParallelism } from 'node:os';
import { OnnxLibrary } from './onnx-library.js';
import { runInto } from './run-into.js';
import { createSession, type InferenceSession } from './session.js';
import { tensorOf } from './tensor.js';

/** More would split a product into single rows, which ONNX Runtime adds in another order. */
const mostThreads = 8;
/** Below this many columns a product is not split, for the same reason. */
const splitFrom = 4096;

/** Products of dense row-major float32 matrices on the CPU. */
export class DenseProducts {
  private constructor(
    private readonly plain: InferenceSession,
    private readonly transposed: InferenceSession,
  ) {}

  /** @param columns of the widest matrix; results do not depend on `threads` for operands of 16 rows and more */
  static async open(columns: number, threads = availableParallelism()): Promise<DenseProducts> {
    const used = columns < splitFrom ? 1 : Math.min(threads, mostThreads);
    const library = new OnnxLibrary();
    return new DenseProducts(
      await createSession(library.load('matmul'), used, ['cpu']),
      await createSession(library.load('affinity'), used, ['cpu']),
    );
  }

  /** into [m, n] = left [m, k] · right [k, n] */
  async multiply(left: Float32Array, right: Float32Array, k: number, into: Float32Array): Promise<void> {
    const m = left.length / k;
    const n = right.length / k;
    await runInto(
      this.plain,
      { left: tensorOf(left, [m, k]), right: tensorOf(right, [k, n]) },
      { product: tensorOf(into, [m, n]) },
    );
  }

  /** into [m, n] = left [m, k] · right [n, k]ᵀ */
  async multiplyTransposed(left: Float32Array, right: Float32Array, k: number, into: Float32Array): Promise<void> {
    const m = left.length / k;
    const n = right.length / k;
    await runInto(
      this.transposed,
      { queries: tensorOf(left, [m, k]), candidates: tensorOf(right, [n, k]) },
      { scores: tensorOf(into, [m, n]) },
    );
  }

  async close(): Promise<void> {
    await this.plain.release();
    await this.transposed.release();
  }
}
